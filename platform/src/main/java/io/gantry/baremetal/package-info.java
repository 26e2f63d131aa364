/// Bare metal nodes, and how what is to run on them gets there.
///
/// [io.gantry.baremetal.Nodes] is the inventory, [io.gantry.baremetal.Assets] what stands beside nodes.
/// [io.gantry.baremetal.Provisioning] turns each [io.gantry.baremetal.Verb] into a job, whose steps [io.gantry.baremetal.Workshop] does with what
/// [io.gantry.baremetal.Machines] asks of hardware drivers and `agent` of the ramdisk on the node. [io.gantry.baremetal.Autodetect] chooses the deploy interface for what
/// `image` found out. [io.gantry.baremetal.Allocations] finds a node for somebody, `port` the ports for his networks.
@NullMarked
package io.gantry.baremetal;

import org.jspecify.annotations.NullMarked;
