/// What all accelerator drivers share: a rooted view of sysfs, so that a recorded tree is as good as a running machine.
/// [io.gantry.accelerators.sysfs.Machine] is what a driver holds; [io.gantry.accelerators.sysfs.PciBus] is one look at all functions, with
/// [io.gantry.accelerators.sysfs.VirtualFunctions] and [io.gantry.accelerators.sysfs.IommuGroups] worked out. Reading goes through
/// [io.gantry.accelerators.sysfs.Directory], which takes nothing for granted; writing through [io.gantry.accelerators.sysfs.Kernel], which
/// a test can play. [io.gantry.accelerators.sysfs.Vfio] gives a function to a guest and takes it back.
@NullMarked
package io.gantry.accelerators.sysfs;

import org.jspecify.annotations.NullMarked;
