/// The guests' table.
@NullMarked
package io.gantry.compute.store;

import org.jspecify.annotations.NullMarked;
