/// The driver `ssd`: NVMe disks, given away whole. [io.gantry.accelerators.ssd.Disk] is one with its namespaces,
/// [io.gantry.accelerators.ssd.Usage] knows what this machine itself needs, and [io.gantry.accelerators.ssd.NvmeProgram] erases and
/// reads wear.
@NullMarked
package io.gantry.accelerators.ssd;

import org.jspecify.annotations.NullMarked;
