package io.gantry.baremetal;

import io.gantry.api.Progress;
import io.gantry.api.Workbench;
import io.gantry.job.Run;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A node as its deploy interface works on it.
///
/// @param run the job that lends it
record Bench(Run run, Nodes nodes, Transitions transitions, Machines machines,
        Ramdisk ramdisk) implements Workbench {
    /// Under which a node says from which disc it runs.
    static final String MEDIUM = "medium";
    /// How often to look whether somebody said something.
    static final Duration LOOK = Duration.ofMillis(200);

    private BareMetalNode node() {
        return nodes.find(Transitions.node(run));
    }

    @Override
    public Map<String, Object> command(String name, Map<String, ?> parameters, Progress progress)
            throws InterruptedException {
        var node = node();
        var all = new HashMap<String, Object>(parameters);
        if (name.matches("(clean|deploy|service)\\.(get|execute)_.*")) {
            all.putIfAbsent("node", AwaitedNodes.told(node));
            all.putIfAbsent("ports", List.of());
        }
        return ramdisk.command(run, node, name, all, progress);
    }

    @Override
    public void install(URI medium, String answers, Progress progress) throws InterruptedException {
        ramdisk.install(run, node(), medium, answers, progress);
    }

    @Override
    public void startFrom(URI medium) throws InterruptedException {
        machines.startFrom(node(), medium, false);
        transitions.change(run, now -> now.with(now.standing().internal(MEDIUM, Optional.of(medium.toString()))));
    }
}
