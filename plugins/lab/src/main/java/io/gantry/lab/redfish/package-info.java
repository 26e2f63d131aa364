/// A Redfish server for machines of the lab, which is a process of its own: [io.gantry.lab.redfish.LabRedfish] is its `main`. It answers from the machines'
/// directories and keeps nothing but sessions and what is under way, so that it can be stopped and started at will. [io.gantry.lab.redfish.Quirk] lists the ways in which real
/// controllers differ from the specification, each of which can be switched on.
@NullMarked
package io.gantry.lab.redfish;

import org.jspecify.annotations.NullMarked;
