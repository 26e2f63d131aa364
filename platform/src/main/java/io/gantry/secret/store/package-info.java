/// The rows of the secrets, containers and orders: everything but the payloads.
@NullMarked
package io.gantry.secret.store;

import org.jspecify.annotations.NullMarked;
