package io.gantry.baremetal;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Progress;
import io.gantry.api.Workbench;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// A node as its deploy interface works on it.
///
/// @param machines what its hardware driver does
record Bench(BareMetalNode node, Machines machines) implements Workbench {
    /// Under which a node says from which disc it runs.
    static final String MEDIUM = "medium";
    /// How often to look whether somebody said something.
    static final Duration LOOK = Duration.ofMillis(200);

    @Override
    public Map<String, Object> command(String name, Map<String, ?> parameters, Progress progress) {
        throw new DriverException(Kind.UNSUPPORTED,
                "No ramdisk can be started on node '%s', so nothing there runs %s.".formatted(node.label(), name));
    }

    @Override
    public void install(URI medium, Progress progress) throws InterruptedException {
        throw new DriverException(Kind.UNSUPPORTED,
                "Node '%s' cannot be installed from %s.".formatted(node.label(), medium));
    }

    @Override
    public void startFrom(URI medium) throws InterruptedException {
        machines.startFrom(node, medium, false);
    }
}
