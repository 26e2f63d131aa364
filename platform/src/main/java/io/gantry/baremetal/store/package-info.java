/// The rows of nodes, their ports, what stands beside them, and images.
@NullMarked
package io.gantry.baremetal.store;

import org.jspecify.annotations.NullMarked;
