/// Moves real guest processes between lab hosts on this machine.
@NullMarked
package io.gantry.transfer;

import org.jspecify.annotations.NullMarked;
