/// Secret values.
@NullMarked
package io.gantry.api.secret;

import org.jspecify.annotations.NullMarked;
