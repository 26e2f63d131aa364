package io.gantry.api;

import java.net.URI;
import java.util.Map;

/// The node that a [DeployInterface] works on, lent by the host for one call.
public interface Workbench {
    /// Has the agent in the node's ramdisk run a command, and returns when that has succeeded. Starts the ramdisk first if no agent answers. A command of that
    /// name with those parameters that is under way, for the host was killed and came back, is waited for and not begun again.
    ///
    /// @param name as ironic-python-agent has it: `standby.prepare_image`
    /// @param parameters JSON values: strings, numbers, booleans, lists and maps of these; the host adds what an agent is told of its node, `node` and `ports`
    /// @return what the agent answered
    Map<String, Object> command(String name, Map<String, ?> parameters, Progress progress) throws InterruptedException;

    /// Starts the node from that disc at once, and returns when what runs there has reported that it has finished.
    ///
    /// @param medium as [VirtualMedia#insert] takes it
    /// @param answers what is handed out there when it asks this host, such as a kickstart. In it `{{ heartbeat_url }}` stands for where it reports, and
    /// `{{ agent_token }}` for what proves who reports.
    void install(URI medium, String answers, Progress progress) throws InterruptedException;

    /// Says that the node is to run from that disc, and not from its own, once the host is done.
    ///
    /// @param medium as [VirtualMedia#insert] takes it
    void startFrom(URI medium) throws InterruptedException;
}
