/// The compute host of the lab. [io.gantry.lab.hypervisor.LabHypervisor] decides what may be asked of which guest;
/// [io.gantry.lab.hypervisor.Records] remembers the guests on disk; [io.gantry.lab.hypervisor.Processes] brings guest processes to life and
/// ends them.
@NullMarked
package io.gantry.lab.hypervisor;

import org.jspecify.annotations.NullMarked;
