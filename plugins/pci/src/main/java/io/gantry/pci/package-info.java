/// The accelerator driver `pci`: finds accelerators on the PCI bus by reading sysfs, and nothing else.
/// [io.gantry.pci.PciFunction] is one function as the kernel shows it, [io.gantry.pci.Family] decides what kind of accelerator it is if
/// any, [io.gantry.pci.VirtualFunctions] tells virtual functions from devices, and [io.gantry.pci.Names] knows what people call them.
@NullMarked
package io.gantry.pci;

import org.jspecify.annotations.NullMarked;
