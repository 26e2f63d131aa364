package io.gantry.baremetal;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Progress;
import io.gantry.api.Workbench;
import java.net.URI;
import java.util.Map;

/// A node as its deploy interface works on it.
///
/// @param machines what its hardware driver does
record Bench(BareMetalNode node, Machines machines) implements Workbench {
    @Override
    public Map<String, Object> command(String name, Map<String, ?> parameters, Progress progress) {
        throw new DriverException(Kind.UNSUPPORTED,
                "No ramdisk can be started on node '%s', so nothing there runs %s.".formatted(node.name(), name));
    }

    @Override
    public void install(URI medium, Progress progress) throws InterruptedException {
        throw new DriverException(Kind.UNSUPPORTED,
                "Node '%s' cannot be installed from %s.".formatted(node.name(), medium));
    }

    @Override
    public void startFrom(URI medium) throws InterruptedException {
        machines.startFrom(node, medium);
    }
}
