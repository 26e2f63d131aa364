/// Controllers that speak IPMI 2.0 over the network. [io.gantry.ipmi.IpmiHardware] is the driver; `Ipmitool` runs the program, which knows the
/// protocol, and `Report` reads what it prints.
@NullMarked
package io.gantry.ipmi;

import org.jspecify.annotations.NullMarked;
