/// Tests against Debian's Barbican, which each class starts for itself.
@NullMarked
package io.gantry.barbican;

import org.jspecify.annotations.NullMarked;
