/// Machines of the lab. A machine is a directory: a disk file, what it is made of (`machine.properties`), and a state that several processes may
/// read and change, one at a time. [io.gantry.lab.machine.Machine] is its power button and all else that a controller can reach; a start from a disc
/// reads it over HTTP and brings [io.gantry.lab.machine.MachineProcess] to life, a process that outlives Gantry and that no power-off leaves behind.
/// Nothing here needs the plugin API, since the lab's Redfish server runs without it.
@NullMarked
package io.gantry.lab.machine;

import org.jspecify.annotations.NullMarked;
