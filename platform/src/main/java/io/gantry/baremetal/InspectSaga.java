package io.gantry.baremetal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gantry.api.Inspectable;
import io.gantry.api.hardware.Inspection;
import io.gantry.baremetal.port.Ports;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks a node's controller what the node is made of.
@Singleton
final class InspectSaga implements Saga {
    private static final String STARTED = "inspection_started_at";

    static final String KIND = "node-inspect";
    /// Under which what was found is told.
    static final String INVENTORY = "inventory";

    private final Nodes nodes;
    private final Transitions transitions;
    private final Machines machines;
    private final Ports ports;
    private final Ended ended;

    InspectSaga(Nodes nodes, Transitions transitions, Machines machines, Ports ports, Ended ended) {
        this.nodes = nodes;
        this.transitions = transitions;
        this.machines = machines;
        this.ports = ports;
        this.ended = ended;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.of("inspect", this::inspect));
    }

    private void inspect(Run run) throws InterruptedException {
        var node = nodes.find(Transitions.node(run));
        transitions.time(run, STARTED);
        if (!machines.can(node, Inspectable.class)) {
            throw Machines.lacks(node, "say what it is made of; its properties have to be set by hand");
        }
        var found = machines.inspect(node);
        var _ = ports.discover(node.id(), found.addresses());
        transitions.change(run, now -> now.with(merged(now.fields(), found))
                .with(now.standing().internal(INVENTORY, Optional.of(inventory(found)))));
    }

    /// What people said goes before what was found, except for what only the hardware can know.
    private static Fields merged(Fields fields, Inspection found) {
        var properties = fields.object(NodeField.PROPERTIES);
        found.properties().forEach((name, value) -> {
            if (value.matches("[0-9]{1,18}")) {
                properties.set(name, JsonNodeFactory.instance.numberNode(Long.parseLong(value)));
            } else {
                properties.put(name, value);
            }
        });
        return fields.with(NodeField.PROPERTIES, Optional.of(properties));
    }

    private static Map<String, Object> inventory(Inspection found) {
        return Map.of("properties", found.properties(), "interfaces", found.addresses()
                .stream()
                .map(address -> Map.of(
                        "mac_address", address))
                .toList(), "components",
                found.components()
                        .stream()
                        .map(part -> Map.of("kind",
                                part.kind(), "name", part.name(), "version", part.version(), "reading", part.reading(),
                                "health", part.health()))
                        .toList());
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        if (outcome == Outcome.DONE) {
            transitions.time(run, "inspection_finished_at");
            transitions.change(run, node -> node.with(node.standing().internal(STARTED, Optional.empty())));
        }
        ended.at(run, outcome == Outcome.DONE ? ProvisionState.MANAGEABLE : ProvisionState.INSPECT_FAILED);
    }
}
