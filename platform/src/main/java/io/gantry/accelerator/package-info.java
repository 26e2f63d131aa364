/// The accelerators of this host. [io.gantry.accelerator.Devices] asks every accelerator driver what is there now; one that fails or is slow
/// hides nothing of what the others found.
@NullMarked
package io.gantry.accelerator;

import org.jspecify.annotations.NullMarked;
