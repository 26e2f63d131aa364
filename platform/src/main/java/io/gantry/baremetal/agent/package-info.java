/// The agents in the ramdisks of nodes, and how the host talks with them. The protocol is that of ironic-python-agent.
///
/// A node that was started from its ramdisk asks which node it is and gets a token ([io.gantry.baremetal.agent.Agents]); from then on it says now and
/// then that it lives. [io.gantry.baremetal.agent.Waiting] waits for that, [io.gantry.baremetal.agent.Commands] has the agent do things, and
/// [io.gantry.baremetal.agent.Installers] hands installers of operating systems what they are to do. What these packages need to know of nodes they ask
/// [io.gantry.baremetal.agent.AgentNodes].
@NullMarked
package io.gantry.baremetal.agent;

import org.jspecify.annotations.NullMarked;
