package io.gantry.baremetal;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
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

    private final AllocationRecords records;
    private final NodeRecords nodes;
    private final InstantSource clock;
    private final Random random = new Random();

    Allocations(AllocationRecords records, NodeRecords nodes, InstantSource clock) {
        this.records = records;
        this.nodes = nodes;
        this.clock = clock;
    }

    /// Finds a node and associates it with the allocation; one for which there is none is kept in the state `error` with the reason.
    ///
    /// @param wanted without node, state and error
    /// @param backfill a node that has its instance already and is to get an allocation afterwards
    public Allocation create(Allocation wanted, Optional<BareMetalNode> backfill) {
        Names.checkTraits(wanted.traits());
        return records.inTransaction(() -> {
            records.named(wanted.name().orElse("")).ifPresent(other -> {
                throw Problem.conflict("An allocation with name %s already exists.".formatted(wanted.name().get()));
            });
            var node = backfill.map(found -> adopted(found, wanted)).or(() -> taken(wanted));
            var made = new Allocation(wanted.id(), wanted.name(), node,
                    node.isPresent() ? Allocation.ACTIVE : Allocation.ERROR,
                    node.isPresent() ? Optional.empty() : Optional.of(reason(wanted)), wanted.resourceClass(),
                    wanted.traits(), wanted.candidates(), wanted.owner(), wanted.extra(), wanted.created(),
                    Optional.empty());
            records.add(made);
            return made;
        });
    }

    private static String reason(Allocation wanted) {
        return "Failed to process allocation %s: no available nodes match the resource class %s%s.".formatted(
                wanted.id(), wanted.resourceClass().orElse("(any)"), wanted.traits().isEmpty()
                        ? ""
                        : " and traits " + wanted.traits().stream().sorted().toList());
    }

    private Optional<UUID> taken(Allocation wanted) {
        while (true) {
            var free = records.free(wanted.resourceClass(), wanted.traits(), wanted.candidates(), wanted.owner(),
                    DRAWN_FROM);
            if (free.isEmpty()) {
                return Optional.empty();
            }
            var drawn = new ArrayList<>(free);
            Collections.shuffle(drawn, random);
            named(wanted).filter(drawn::contains).ifPresent(first -> {
                drawn.remove(first);
                drawn.addFirst(first);
            });
            for (var node : drawn) {
                if (take(node, wanted.id())) {
                    return Optional.of(node);
                }
            }
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
