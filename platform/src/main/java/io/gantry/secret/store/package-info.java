/// The rows of the secrets: everything but the payload.
@NullMarked
package io.gantry.secret.store;

import org.jspecify.annotations.NullMarked;
