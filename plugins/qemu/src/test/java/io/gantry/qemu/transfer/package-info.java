/// Tests that move real guests.
@NullMarked
package io.gantry.qemu.transfer;

import org.jspecify.annotations.NullMarked;
