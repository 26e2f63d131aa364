/// Which ports of a node carry a network: an operator's file says it by traits, in Ironic's format with some additions.
///
/// [io.gantry.baremetal.port.TraitFile] holds the file and looks for changes of it; [io.gantry.baremetal.port.TraitFileReader] reads it, and
/// [io.gantry.baremetal.port.FilterParser] the filters in it. [io.gantry.baremetal.port.Planner] is a function of values alone: of a node's ports
/// and port groups, the network and the traits it makes a [io.gantry.baremetal.port.Plan], which says of everything it looked at why.
@NullMarked
package io.gantry.baremetal.port;

import org.jspecify.annotations.NullMarked;
