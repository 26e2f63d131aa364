/// Guests on QEMU. [io.gantry.qemu.QemuHypervisor] decides what may be asked of which guest; [io.gantry.qemu.Records] remembers the guests on disk and
/// [io.gantry.qemu.Home] where their files lie; [io.gantry.qemu.Machines] brings their processes to life, from the [io.gantry.qemu.CommandLine], with an
/// [io.gantry.qemu.Swtpm] beside it for a TPM, and ends them. [io.gantry.qemu.Topology] says what has to be equal at both ends of a migration;
/// `transfer` moves guests, and `sample` has one to try everything with.
@NullMarked
package io.gantry.qemu;

import org.jspecify.annotations.NullMarked;
