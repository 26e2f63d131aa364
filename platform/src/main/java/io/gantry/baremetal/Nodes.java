package io.gantry.baremetal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.api.DeployInterface;
import io.gantry.api.HardwareDriver;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.plugin.Drivers;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Keeps the list of nodes.
@Singleton
public final class Nodes {
    private final NodeRecords records;
    private final AssetRecords assets;
    private final Credentials credentials;
    private final Drivers drivers;
    private final InstantSource clock;

    Nodes(NodeRecords records, AssetRecords assets, Credentials credentials, Drivers drivers, InstantSource clock) {
        this.records = records;
        this.assets = assets;
        this.credentials = credentials;
        this.drivers = drivers;
        this.clock = clock;
    }

    /// Writes a machine down. Nothing on it is touched.
    ///
    /// @param given its fields; secrets among them go to the key manager
    public BareMetalNode create(Optional<UUID> id, ObjectNode given) throws InterruptedException {
        var wanted = Fields.of(given);
        var node = id.orElseGet(UUID::randomUUID);
        check(wanted, Fields.none());
        var hidden = credentials.hidden(wanted, Fields.none(), node);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var made = new BareMetalNode(node, hidden, Set.of(), Standing.enrolled(now), 1, now, Optional.empty());
        try {
            records.add(made);
        } catch (Problem e) {
            credentials.forget(hidden, Fields.none());
            throw e;
        }
        return made;
    }

    /// The node of that id or name.
    ///
    /// @throws Problem NOT_FOUND if there is none
    public BareMetalNode find(String ident) {
        return JsonBody.parsed(ident)
                .flatMap(records::find)
                .or(() -> records.named(ident))
                .orElseThrow(() -> Problem.notFound("Node %s could not be found.".formatted(JsonBody.cut(ident))));
    }

    /// The node that somebody names where he says something else.
    ///
    /// @param allowed refuses a node that he may not name so
    /// @throws Problem INVALID if there is none that he knows of
    public BareMetalNode meant(String ident, UnaryOperator<BareMetalNode> allowed) {
        try {
            return allowed.apply(find(ident));
        } catch (Problem e) {
            throw e.kind() == Problem.Kind.NOT_FOUND ? new Problem(Problem.Kind.INVALID, e.detail(), e) : e;
        }
    }

    public BareMetalNode find(UUID id) {
        return records.find(id).orElseThrow(() -> Problem.notFound("Node %s could not be found.".formatted(id)));
    }

    public List<BareMetalNode> list(NodeQuery query) {
        return records.list(query);
    }

    public List<BriefNode> brief(NodeQuery query) {
        return records.brief(query);
    }

    public List<NodeVersion> versions(NodeQuery query) {
        return records.versions(query);
    }

    /// Those of these ids that there are, in no order.
    public List<BareMetalNode> all(List<UUID> ids) {
        return records.all(ids);
    }

    /// The nodes that name it as their parent.
    public List<BareMetalNode> children(UUID parent) {
        return records.list(new NodeQuery(Map.of("parent_node", parent.toString()), Optional.empty(), "id", false,
                Optional.empty(), 1000));
    }

    /// What people may read of what was said of a node: secrets are masked.
    public static Fields shown(Fields fields) {
        return Credentials.masked(fields);
    }

    /// What happened to it, the newest first.
    public List<NodeEvent> events(UUID id) {
        return records.events(id);
    }

    /// Adds to what happened to it.
    ///
    /// @param caller id of the user who says so
    public void tell(UUID id, String type, String text, String caller) {
        records.tell(new NodeEvent(UUID.randomUUID(), id, "INFO", type, text, Optional.of(caller),
                clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    /// Changes what is said of a node.
    ///
    /// @param change of its fields with all secrets masked; a mask that is left leaves the secret
    public BareMetalNode update(UUID id, UnaryOperator<ObjectNode> change) throws InterruptedException {
        var before = find(id);
        var wanted = NodeChange.settled(before.fields(),
                Fields.of(change.apply(Credentials.masked(before.fields()).json())));
        new NodeChange(before, wanted).check();
        check(wanted, before.fields());
        var hidden = credentials.hidden(wanted, before.fields(), id);
        try {
            var after = records.change(id, now -> {
                if (now.version() != before.version()) {
                    throw Problem.conflict("Node %s was changed by somebody else just now; look at it and try again."
                            .formatted(now.label()));
                }
                return now.with(hidden);
            });
            credentials.forget(before.fields(), after.fields());
            return after;
        } catch (Problem e) {
            credentials.forget(hidden, find(id).fields());
            throw e;
        }
    }

    /// Gives it other traits.
    public BareMetalNode traits(UUID id, UnaryOperator<Set<String>> change) {
        return records.change(id, node -> {
            var traits = change.apply(node.traits());
            Names.checkTraits(traits);
            NodeChange.refuseWhileBusy(node);
            return node.with(traits);
        });
    }

    /// Says that its operator has it, or has it no more.
    public void maintenance(UUID id, boolean on, Optional<String> reason) {
        records.change(id, node -> node
                .with(node.fields()
                        .with(NodeField.MAINTENANCE, on ? Optional.of(NodeChange.TRUE) : Optional.empty())
                        .with(NodeField.MAINTENANCE_REASON, reason.filter(_ -> on).map(NodeChange::text)))
                .with(on ? node.standing() : node.standing().fault(Optional.empty())));
    }

    /// How many nodes each shard has, by its name; those that are in none are not counted.
    public Map<String, Long> shards() {
        return records.shards();
    }

    /// Forgets a node that nothing is on. The machine is not touched.
    public void delete(UUID id) throws InterruptedException {
        var node = find(id);
        NodeChange.refuseDeletion(node);
        if (!records.remove(node)) {
            throw Problem.conflict("Node %s was changed by somebody else just now; look at it and try again."
                    .formatted(node.label()));
        }
        credentials.forget(node.fields(), Fields.none());
    }

    private void check(Fields wanted, Fields before) {
        var driver = wanted.text(NodeField.DRIVER)
                .orElseThrow(() -> Problem.invalid("'driver' is missing: the hardware driver instance of the node."));
        if (!before.text(NodeField.DRIVER).equals(Optional.of(driver))) {
            checkInstance(HardwareDriver.class, "driver", driver);
        }
        var deploy = wanted.text(NodeField.DEPLOY_INTERFACE).orElse(BareMetalNode.AUTODETECT);
        if (!deploy.equals(BareMetalNode.AUTODETECT)
                && !before.text(NodeField.DEPLOY_INTERFACE).equals(Optional.of(deploy))) {
            checkInstance(DeployInterface.class, "deploy_interface", deploy);
        }
        var chassis = wanted.id(NodeField.CHASSIS_UUID);
        if (!chassis.equals(before.id(NodeField.CHASSIS_UUID))
                && chassis.filter(id -> assets.find(Asset.Kind.CHASSIS, id).isEmpty()).isPresent()) {
            throw Problem.invalid("Chassis %s could not be found.".formatted(chassis.get()));
        }
        Interfaces.check(wanted, drivers.all(HardwareDriver.class));
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
