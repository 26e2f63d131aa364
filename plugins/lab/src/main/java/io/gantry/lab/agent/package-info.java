/// The agent of lab nodes: a process of its own that a lab machine starts when it boots from a lab disc, and that speaks the protocol of
/// ironic-python-agent.
///
/// [io.gantry.lab.agent.LabAgent] reads the [io.gantry.lab.agent.Disc] and becomes what that says. An agent finds out through
/// [io.gantry.lab.agent.HostApi] which node it is on, keeps the host informed ([io.gantry.lab.agent.Heartbeat]) and obeys
/// ([io.gantry.lab.agent.AgentServer], [io.gantry.lab.agent.Commands]); with the line `tls=yes` on its disc it shows an
/// [io.gantry.lab.agent.OwnCertificate]. An image goes from its [io.gantry.lab.agent.Source] through
/// [io.gantry.lab.agent.Verified] and [io.gantry.lab.agent.Unpacked] onto the [io.gantry.lab.agent.Disk]; of a
/// [io.gantry.lab.agent.Qcow2] the [io.gantry.lab.agent.Unfolding] knows what goes where. [io.gantry.lab.agent.Installer] is the
/// other thing a disc can hold. [io.gantry.lab.agent.Mishaps] makes either fail on request.
@NullMarked
package io.gantry.lab.agent;

import org.jspecify.annotations.NullMarked;
