/// What the host does with the database as a whole.
@NullMarked
package io.gantry.host.store;

import org.jspecify.annotations.NullMarked;
