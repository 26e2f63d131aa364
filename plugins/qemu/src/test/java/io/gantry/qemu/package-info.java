/// Tests with real QEMUs; each class is skipped where they are not installed.
@NullMarked
package io.gantry.qemu;

import org.jspecify.annotations.NullMarked;
