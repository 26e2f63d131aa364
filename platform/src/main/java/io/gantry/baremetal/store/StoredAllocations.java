package io.gantry.baremetal.store;

import io.gantry.baremetal.Allocation;
import io.gantry.baremetal.AllocationRecords;
import io.gantry.baremetal.FreeNode;
import io.gantry.base.Problem;
import io.gantry.sql.Row;
import io.gantry.sql.Sql;
import io.micronaut.core.type.Argument;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

@Singleton
final class StoredAllocations implements AllocationRecords {
    private static final Argument<Set<String>> TRAITS = Argument.setOf(String.class);
    private static final Argument<List<UUID>> NODES = Argument.listOf(UUID.class);
    private static final Argument<Map<String, Object>> EXTRA = Argument.mapOf(String.class, Object.class);

    private static final int FEW = 500;

    private final Sql sql;
    private final Json json;

    StoredAllocations(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    @Override
    public void add(Allocation one) {
        sql.unique(() -> sql.update(
                "insert into node_allocation (id, name, node, state, last_error, resource_class, traits, candidates,"
                        + " owner, extra, created) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                one.id(), one.name(), one.node(), one.state(), one.error(), one.resourceClass(),
                json.write(one.traits()), json.write(one.candidates()), one.owner(), json.write(one.extra()),
                one.created()),
                () -> Problem.conflict("An allocation with UUID %s already exists.".formatted(one.id())));
    }

    @Override
    public Optional<Allocation> find(UUID id) {
        return sql.one(this::allocation, "select * from node_allocation where id = ?", id);
    }

    @Override
    public Optional<Allocation> named(String name) {
        return sql.one(this::allocation, "select * from node_allocation where name = ?", name);
    }

    @Override
    public Optional<Allocation> of(UUID node) {
        return sql.one(this::allocation, "select * from node_allocation where node = ?", node);
    }

    @Override
    public List<Allocation> list(Optional<String> owner, Map<String, String> filters, Optional<UUID> marker,
            int limit) {
        var where = new ArrayList<String>();
        var values = new ArrayList<Object>();
        owner.ifPresent(project -> {
            where.add("owner = ?");
            values.add(project);
        });
        filters.forEach((column, value) -> {
            where.add(column.equals("node") ? "node = cast(? as uuid)" : column + " = ?");
            values.add(value);
        });
        marker.ifPresent(id -> {
            where.add("number > (select number from node_allocation where id = ?)");
            values.add(id);
        });
        values.add(limit);
        return sql.list(this::allocation, "select * from node_allocation"
                + (where.isEmpty() ? "" : " where " + String.join(" and ", where)) + " order by number limit ?",
                values.toArray());
    }

    private Allocation allocation(Row row) throws SQLException {
        return new Allocation(row.id("id"), row.maybe("name"), row.maybeId("node"), row.text("state"),
                row.maybe("last_error"), row.maybe("resource_class"), json.read(row.text("traits"), TRAITS),
                json.read(row.text("candidates"), NODES), row.maybe("owner"), json.read(row.text("extra"), EXTRA),
                row.time("created"), row.maybeTime("updated"));
    }

    @Override
    public void update(UUID id, Optional<String> name, Map<String, Object> extra, Instant now) {
        sql.unique(() -> sql.update("update node_allocation set name = ?, extra = ?, updated = ? where id = ?", name,
                json.write(extra), now, id),
                () -> Problem.conflict("An allocation with name %s already exists.".formatted(name.orElse(""))));
    }

    @Override
    public void remove(UUID id) {
        sql.update("delete from node_allocation where id = ?", id);
    }

    @Override
    public List<FreeNode> free(FreeNode.Wanted wanted, int limit) {
        var where = new ArrayList<>(List.of("state = 'AVAILABLE'", "instance is null", "not maintenance",
                "not retired", "number > ?"));
        var values = new ArrayList<Object>(List.of(wanted.after()));
        wanted.resourceClass().ifPresent(name -> {
            where.add("resource_class = ?");
            values.add(name);
        });
        if (!wanted.among().isEmpty()) {
            where.add("id = any(?)");
            values.add(wanted.among());
        }
        var rare = rare(wanted.traits());
        rare.ifPresent(nodes -> {
            // A list, and no order that another index has, or the index of the class is read from its begin.
            where.add(nodes.isEmpty() ? "1 = 0" : "id in (?" + ", ?".repeat(nodes.size() - 1) + ")");
            values.addAll(nodes);
        });
        wanted.traits().forEach(trait -> {
            where.add("exists (select 1 from node_trait t where t.node = n.id and t.trait = ?)");
            values.add(trait);
        });
        wanted.owner().ifPresent(project -> {
            where.add("(owner is null or owner = ?)");
            values.add(project);
        });
        values.add(limit);
        return sql.list(row -> new FreeNode(row.id("id"), row.number("number")),
                "select id, number from node n where " + String.join(" and ", where)
                        + order(wanted, rare.isPresent())
                        + " limit ?",
                values.toArray());
    }

    private static String order(FreeNode.Wanted wanted, boolean rare) {
        if (rare) {
            return " order by number";
        }
        return wanted.resourceClass().isPresent()
                ? " order by resource_class, state, number"
                : " order by state, number";
    }

    /// All nodes with the rarest of the traits, if there is one that few have: else most of a large site would be looked at in vain.
    private Optional<List<UUID>> rare(Set<String> traits) {
        return traits.stream()
                .map(trait -> sql.list(row -> row.id("node"), "select node from node_trait where trait = ? limit ?",
                        trait, FEW + 1))
                .filter(nodes -> nodes.size() <= FEW)
                .min(Comparator.comparingInt(List::size));
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return sql.inTransaction(work);
    }
}
