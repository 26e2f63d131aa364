package io.gantry.baremetal;

import io.gantry.api.DriverException;
import io.gantry.base.Problem;
import io.gantry.plugin.Operation;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/// Says what would become of a deployment now; changes nothing.
@Singleton
public final class Examination {
    private final Nodes nodes;
    private final Machines machines;
    private final ImageSource images;
    private final Autodetect autodetect;

    Examination(Nodes nodes, Machines machines, ImageSource images, Autodetect autodetect) {
        this.nodes = nodes;
        this.machines = machines;
        this.images = images;
        this.autodetect = autodetect;
    }

    /// What a deploy would choose, and why.
    ///
    /// @param image another than its `instance_info` names
    public Decision explain(UUID id, Optional<String> image) throws InterruptedException {
        var node = nodes.find(id);
        var found = image.isPresent() ? images.of(image.get(), node) : images.of(node);
        var deployment = machines.deployment(node, found);
        return Operation.call(() -> autodetect.decide(deployment, found, node.deployInterface()));
    }

    /// Why the node could not be deployed now; empty if it could.
    public Optional<String> obstacle(UUID id) throws InterruptedException {
        try {
            var decision = explain(id, Optional.empty());
            return decision.chosen().isPresent() ? Optional.empty() : Optional.of(decision.reason());
        } catch (Problem | DriverException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Why the node's controller could not be reached now; empty if it answers.
    public Optional<String> unreachable(UUID id) throws InterruptedException {
        try {
            var _ = machines.observe(nodes.find(id));
            return Optional.empty();
        } catch (Problem | DriverException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
