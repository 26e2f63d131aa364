/// What the deploy interfaces of this plugin share: [io.gantry.deploy.Evidence] reads what a deployment says of its image, [io.gantry.deploy.AgentWork] has an
/// agent do what several of them need. The interfaces: `direct` writes disk images, `ramdisk` has a node run from a disc, `bootc` installs containers,
/// `anaconda` has an installer do the work, `custom` leaves it to the operator's own agent.
@NullMarked
package io.gantry.deploy;

import org.jspecify.annotations.NullMarked;
