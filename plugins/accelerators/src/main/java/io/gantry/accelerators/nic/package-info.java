/// The driver `nic`: Ethernet and InfiniBand ports and their virtual functions. [io.gantry.accelerators.nic.Port] reads what the kernel
/// says of one port, [io.gantry.accelerators.nic.NicReport] decides what of it is offered, and
/// [io.gantry.accelerators.nic.Trust] sets what a virtual function may do.
@NullMarked
package io.gantry.accelerators.nic;

import org.jspecify.annotations.NullMarked;
