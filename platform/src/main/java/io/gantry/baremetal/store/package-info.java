/// The rows of nodes and images.
@NullMarked
package io.gantry.baremetal.store;

import org.jspecify.annotations.NullMarked;
