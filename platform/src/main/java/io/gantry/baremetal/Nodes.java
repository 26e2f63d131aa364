package io.gantry.baremetal;

import io.gantry.api.DeployInterface;
import io.gantry.api.HardwareDriver;
import io.gantry.base.Problem;
import io.gantry.plugin.Drivers;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps the list of nodes.
@Singleton
public final class Nodes {
    private final NodeRecords records;
    private final Drivers drivers;
    private final InstantSource clock;

    Nodes(NodeRecords records, Drivers drivers, InstantSource clock) {
        this.records = records;
        this.drivers = drivers;
        this.clock = clock;
    }

    /// Takes a machine in. Nothing on it is touched.
    ///
    /// @param hardware instance that drives its controller
    /// @param deployInterface [BareMetalNode#AUTODETECT] or an instance
    public BareMetalNode create(String name, String hardware, String deployInterface, Set<String> traits,
            Map<String, String> properties) {
        Names.check("a node", name);
        Names.checkTraits(traits);
        Names.checkProperties(properties);
        checkInstance(HardwareDriver.class, "hardware", hardware);
        if (!deployInterface.equals(BareMetalNode.AUTODETECT)) {
            checkInstance(DeployInterface.class, "deploy_interface", deployInterface);
        }
        var node = new BareMetalNode(name, hardware, deployInterface, Set.copyOf(traits), Map.copyOf(properties),
                BareMetalNode.State.AVAILABLE, Optional.empty(), Optional.empty(), List.of(), Optional.empty(),
                Optional.empty(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (!records.add(node)) {
            throw Problem.conflict("Node '" + name + "' exists already. Choose another name.");
        }
        return node;
    }

    /// The node of that name.
    public BareMetalNode find(String name) {
        return records.find(name)
                .orElseThrow(
                        () -> Problem.notFound("There is no node '" + name + "'. GET /gantry/v1/nodes lists them."));
    }

    /// By name.
    ///
    /// @param after only names that come later; empty string for all
    public List<BareMetalNode> list(String after, int limit) {
        return records.list(after, limit);
    }

    /// Forgets a node that nothing is on. The machine is not touched.
    public void delete(String name) {
        var node = find(name);
        var free = node.state() == BareMetalNode.State.AVAILABLE || node.state() == BareMetalNode.State.DEPLOY_FAILED;
        if (!free || !records.remove(name, node.state())) {
            throw Problem.conflict("Node '" + name + "' is " + find(name).state().text() + ". "
                    + (node.state().busy() ? "Wait for its job, or cancel it." : "Undeploy it first."));
        }
    }

    /// An instance that is configured but closed now will do; one that does not exist or is of another kind will not.
    private void checkInstance(Class<?> kind, String field, String instance) {
        try {
            drivers.get(kind, instance);
        } catch (Problem e) {
            if (e.kind() == Problem.Kind.NOT_FOUND || e.kind() == Problem.Kind.UNSUPPORTED) {
                throw new Problem(Problem.Kind.INVALID, "'" + field + "' does not fit: " + e.detail(), e);
            }
        }
    }
}
