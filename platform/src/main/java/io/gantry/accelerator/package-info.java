/// The accelerators of all hosts. [io.gantry.accelerator.Inventory] keeps what is known of devices true: it asks every driver, compares and
/// writes the difference down; a driver that fails or is slow spoils nothing of what the others said.
///
/// [io.gantry.accelerator.Profiles] say what may be asked for, [io.gantry.accelerator.Requests] who asked. [io.gantry.accelerator.Bindings]
/// gives a request a piece of a device, which one statement of the database decides, and has jobs prepare it, take it back and clean it;
/// [io.gantry.accelerator.Placing] chooses the piece and says why others do not fit.
@NullMarked
package io.gantry.accelerator;

import org.jspecify.annotations.NullMarked;
