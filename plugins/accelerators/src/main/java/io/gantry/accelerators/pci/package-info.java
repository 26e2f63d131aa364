/// The driver `pci`: any PCI function that the operator names. [io.gantry.accelerators.pci.Allowed] is one entry of his list,
/// [io.gantry.accelerators.pci.PciReport] says what is offered of a function that is named.
@NullMarked
package io.gantry.accelerators.pci;

import org.jspecify.annotations.NullMarked;
