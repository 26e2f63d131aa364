/// The QEMU Machine Protocol, as much of it as drivers need. [io.gantry.qmp.Qmp] is one conversation with one QEMU over its monitor's unix socket: commands, out-of-band
/// commands and events. [io.gantry.qmp.QmpError] is what QEMU refuses; every other `IOException` says that the conversation has ended.
@NullMarked
package io.gantry.qmp;

import org.jspecify.annotations.NullMarked;
