/// Moves guests of QEMU. [io.gantry.qemu.transfer.Strategy] is what the two drivers share: it compares both ends, sets them alike and opens a
/// [io.gantry.qemu.transfer.QemuTransfer], which turns QEMU's passes into rounds. [io.gantry.qemu.transfer.End] is one side of it.
@NullMarked
package io.gantry.qemu.transfer;

import org.jspecify.annotations.NullMarked;
