/// The tables of users, projects, roles, application credentials, revoked tokens and the audit trail.
@NullMarked
package io.gantry.identity.store;

import org.jspecify.annotations.NullMarked;
