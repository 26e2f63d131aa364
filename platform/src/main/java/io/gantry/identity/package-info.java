/// Who may do what. [io.gantry.identity.SignIn] lets people in, [io.gantry.identity.Tokens] knows them again, [io.gantry.identity.Policy] is the
/// one table of who may do which operation, `.http` asks it before every request. Users, projects, roles and application credentials are
/// looked after by the classes of those names; [io.gantry.identity.Known] remembers what was looked up until anything changes.
@NullMarked
package io.gantry.identity;

import org.jspecify.annotations.NullMarked;
