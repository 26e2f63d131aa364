package io.gantry.baremetal;

import static io.gantry.baremetal.ProvisionState.*;

import io.gantry.baremetal.agent.AgentNode;
import io.gantry.baremetal.agent.AgentNodes;
import io.gantry.baremetal.port.Port;
import io.gantry.baremetal.port.PortQuery;
import io.gantry.baremetal.port.Ports;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The nodes on which agents may run, known by the addresses of their ports.
@Singleton
final class AwaitedNodes implements AgentNodes {
    private static final Set<ProvisionState> AWAITED = Set.of(DEPLOYING, DEPLOY_WAIT, DEPLOY_HOLD, CLEANING, CLEAN_WAIT,
            CLEAN_HOLD, INSPECTING, INSPECT_WAIT, RESCUING, RESCUE_WAIT, SERVICING, SERVICE_WAIT, SERVICE_HOLD,
            DELETING);

    private final NodeRecords records;
    private final Ports ports;

    AwaitedNodes(NodeRecords records, Ports ports) {
        this.records = records;
        this.ports = ports;
    }

    @Override
    public Optional<AgentNode> withAddresses(Collection<String> addresses) {
        var found = addresses.stream()
                .flatMap(address -> ports.list(PortQuery.at(address)).stream())
                .map(Port::node)
                .distinct()
                .toList();
        return found.size() == 1 ? records.find(found.getFirst()).map(AwaitedNodes::of) : Optional.empty();
    }

    @Override
    public Optional<AgentNode> find(String ident) {
        try {
            return records.find(UUID.fromString(ident)).map(AwaitedNodes::of);
        } catch (IllegalArgumentException name) {
            return records.named(ident).map(AwaitedNodes::of);
        }
    }

    private static AgentNode of(BareMetalNode node) {
        return new AgentNode(node.id(), node.label(), AWAITED.contains(node.state()), Set.of(), told(node));
    }

    /// What an agent is told of its node: what people said, such as `root_device`, and no secret.
    static Map<String, Object> told(BareMetalNode node) {
        var fields = Credentials.masked(node.fields());
        return Map.of("uuid", node.id().toString(), "properties", fields.values(NodeField.PROPERTIES), "instance_info",
                fields.values(NodeField.INSTANCE_INFO), "driver_internal_info", Map.of());
    }
}
