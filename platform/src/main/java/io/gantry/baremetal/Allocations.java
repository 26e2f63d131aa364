package io.gantry.baremetal;

import io.gantry.baremetal.port.PortFit;
import io.gantry.baremetal.port.PortNeeds;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Gives people nodes that are what they need. Many may ask at once; no node is given twice.
@Singleton
public final class Allocations {
    /// Out of so many that fit one is drawn, so that those who ask at once seldom want the same.
    private static final int DRAWN_FROM = 32;
    /// The ports of so many are looked at together.
    private static final int LOOKED_AT = 128;

    private static final int LONGEST = 4000;

    private final AllocationRecords records;
    private final NodeRecords nodes;
    private final PortFit ports;
    private final InstantSource clock;
    private final Random random = new Random();

    Allocations(AllocationRecords records, NodeRecords nodes, PortFit ports, InstantSource clock) {
        this.records = records;
        this.nodes = nodes;
        this.ports = ports;
        this.clock = clock;
    }

    /// Finds a node and associates it with the allocation; one for which there is none is kept in the state `error` with the reason.
    ///
    /// @param wanted without node, state and error
    /// @param backfill a node that has its instance already and is to get an allocation afterwards
    public Allocation create(Allocation wanted, Optional<BareMetalNode> backfill) {
        Names.checkTraits(wanted.traits());
        var needs = ports.needs(wanted.traits(), wanted.extra());
        return records.inTransaction(() -> {
            records.named(wanted.name().orElse("")).ifPresent(other -> {
                throw Problem.conflict("An allocation with name %s already exists.".formatted(wanted.name().get()));
            });
            var refusals = new Refused();
            var node = backfill.map(found -> adopted(found, wanted)).or(() -> taken(wanted, needs, refusals));
            var made = new Allocation(wanted.id(), wanted.name(), node,
                    node.isPresent() ? Allocation.ACTIVE : Allocation.ERROR,
                    node.isPresent() ? Optional.empty() : Optional.of(reason(wanted, refusals)),
                    wanted.resourceClass(),
                    wanted.traits(), wanted.candidates(), wanted.owner(), wanted.extra(), wanted.created(),
                    Optional.empty());
            records.add(made);
            return made;
        });
    }

    /// The nodes that would do if it were not for their ports.
    private static final class Refused {
        private int count;
        private Optional<UUID> first = Optional.empty();
        private String why = "";

        void add(UUID node, String reason) {
            if (count++ == 0) {
                first = Optional.of(node);
                why = reason;
            }
        }
    }

    private String reason(Allocation wanted, Refused refused) {
        var matching = "match the resource class " + wanted.resourceClass().orElse("(any)") + (wanted.traits().isEmpty()
                ? ""
                : " and traits " + wanted.traits().stream().sorted().toList());
        var why = refused.first.map(id -> "%d available nodes %s, but the ports of none of them will do; of node %s: %s"
                .formatted(refused.count, matching, nodes.find(id).map(BareMetalNode::label).orElse(id.toString()),
                        refused.why))
                .orElse("no available nodes " + matching + ".");
        var text = "Failed to process allocation %s: %s".formatted(wanted.id(), why);
        return text.substring(0, Math.min(text.length(), LONGEST));
    }

    /// Page by page, so that a site on which little is free is not looked at as a whole.
    private Optional<UUID> taken(Allocation wanted, Optional<PortNeeds> needs, Refused refused) {
        var traits = new HashSet<>(wanted.traits());
        needs.ifPresent(known -> traits.removeAll(known.traits()));
        var size = needs.isPresent() ? LOOKED_AT : DRAWN_FROM;
        var after = 0L;
        while (true) {
            var page = records.free(new FreeNode.Wanted(wanted.resourceClass(), traits, wanted.candidates(),
                    wanted.owner(), after), size);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            var drawn = new ArrayList<>(page.stream().map(FreeNode::id).toList());
            Collections.shuffle(drawn, random);
            named(wanted).filter(drawn::contains).ifPresent(first -> {
                drawn.remove(first);
                drawn.addFirst(first);
            });
            var unmet = needs.map(known -> ports.unmet(known, drawn)).orElse(Map.of());
            unmet.forEach(refused::add);
            for (var node : drawn) {
                if (!unmet.containsKey(node) && take(node, wanted.id())) {
                    return Optional.of(node);
                }
            }
            after = page.getLast().number();
        }
    }

    /// The node that is called as the allocation is.
    private Optional<UUID> named(Allocation wanted) {
        return wanted.name().flatMap(nodes::named).map(BareMetalNode::id);
    }

    private boolean take(UUID id, UUID allocation) {
        var after = nodes.change(id, node -> node.state() == ProvisionState.AVAILABLE
                && node.fields().id(NodeField.INSTANCE_UUID).isEmpty() && !node.fields().flag(NodeField.MAINTENANCE)
                        ? given(node, allocation)
                        : node);
        return after.fields().id(NodeField.INSTANCE_UUID).filter(allocation::equals).isPresent();
    }

    private UUID adopted(BareMetalNode node, Allocation wanted) {
        var instance = node.fields().id(NodeField.INSTANCE_UUID);
        if (records.of(node.id()).isPresent() || instance.filter(id -> !id.equals(wanted.id())).isPresent()
                || node.state() != ProvisionState.ACTIVE) {
            throw Problem.conflict("Node %s cannot be given to this allocation: it is %s%s.".formatted(node.label(),
                    node.state().word(), instance.map(id -> " and has instance " + id).orElse("")));
        }
        nodes.change(node.id(), now -> given(now, wanted.id()));
        return node.id();
    }

    private static BareMetalNode given(BareMetalNode node, UUID allocation) {
        return node.with(node.fields().with(NodeField.INSTANCE_UUID, allocation.toString()))
                .with(node.standing().internal(Standing.ALLOCATION, Optional.of(allocation.toString())));
    }

    /// Forgets the allocation of a node whose image is taken off.
    void over(UUID node) {
        records.of(node).ifPresent(allocation -> records.remove(allocation.id()));
    }

    /// The allocation of that id or name.
    public Allocation find(String ident) {
        return JsonBody.parsed(ident)
                .flatMap(records::find)
                .or(() -> records.named(ident))
                .orElseThrow(() -> Problem.notFound("Allocation %s could not be found.".formatted(
                        JsonBody.cut(ident))));
    }

    public Optional<Allocation> of(UUID node) {
        return records.of(node);
    }

    public List<Allocation> list(Optional<String> owner, Map<String, String> filters, Optional<UUID> marker,
            int limit) {
        return records.list(owner, filters, marker, limit);
    }

    public Allocation update(Allocation before, Optional<String> name, Map<String, Object> extra) {
        records.update(before.id(), name, extra, now());
        return find(before.id().toString());
    }

    /// Gives the node back, unless something is on it.
    public void delete(Allocation allocation) {
        records.inTransaction(() -> {
            allocation.node().ifPresent(id -> nodes.change(id, node -> {
                if (node.state() != ProvisionState.AVAILABLE && !node.fields().flag(NodeField.MAINTENANCE)) {
                    throw Problem.conflict("Allocation %s is of node %s, which is %s; take its image off first."
                            .formatted(allocation.id(), node.label(), node.state().word()));
                }
                return node.with(node.fields().with(NodeField.INSTANCE_UUID, Optional.empty()))
                        .with(node.standing().internal(Standing.ALLOCATION, Optional.empty()));
            }));
            records.remove(allocation.id());
            return allocation;
        });
    }

    /// When it is.
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
