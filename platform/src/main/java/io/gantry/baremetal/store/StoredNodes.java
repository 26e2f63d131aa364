package io.gantry.baremetal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.BareMetalNode;
import io.gantry.baremetal.BriefNode;
import io.gantry.baremetal.Fields;
import io.gantry.baremetal.NodeEvent;
import io.gantry.baremetal.NodeField;
import io.gantry.baremetal.NodeQuery;
import io.gantry.baremetal.NodeRecords;
import io.gantry.baremetal.NodeVersion;
import io.gantry.baremetal.ProvisionState;
import io.gantry.baremetal.Standing;
import io.gantry.base.Problem;
import io.gantry.sql.Row;
import io.gantry.sql.Sql;
import io.micronaut.core.type.Argument;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

@Singleton
final class StoredNodes implements NodeRecords {
    private static final Argument<Standing> STANDING = Argument.of(Standing.class);
    private static final Argument<Set<String>> TRAITS = Argument.setOf(String.class);
    private static final int LONGEST = 4000;
    private static final List<String> COLUMNS = List.of("name", "driver", "state", "resource_class", "instance",
            "instance_name", "image", "owner", "lessee", "maintenance", "retired", "power", "fault", "conductor_group",
            "shard",
            "parent", "chassis", "description", "traits", "fields", "standing", "version", "updated");

    private final Sql sql;
    private final Json json;
    private final InstantSource clock;
    private final ObjectMapper mapper = new ObjectMapper();

    StoredNodes(Sql sql, Json json, InstantSource clock) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void add(BareMetalNode node) {
        sql.unique(() -> sql.inTransaction(() -> {
            var values = values(node);
            values.add(node.id());
            values.add(node.created());
            sql.update("insert into node (" + String.join(", ", COLUMNS) + ", id, created) values ("
                    + "?, ".repeat(COLUMNS.size()) + "?, ?)", values.toArray());
            addTraits(node);
            return node;
        }), () -> taken(node));
    }

    private Problem taken(BareMetalNode node) {
        var fields = node.fields();
        if (find(node.id()).filter(other -> other.version() != node.version() - 1).isPresent()) {
            return Problem.conflict("A node with UUID %s already exists.".formatted(node.id()));
        }
        return fields.text(NodeField.NAME)
                .flatMap(this::named)
                .filter(other -> !other.id().equals(node.id()))
                .isPresent()
                        ? Problem.conflict("A node with name %s already exists.".formatted(node.label()))
                        : Problem.conflict(
                                "Instance %s is already associated with a node; it cannot be associated with node %s too."
                                        .formatted(fields.text(NodeField.INSTANCE_UUID).orElse(""), node.label()));
    }

    private void traits(BareMetalNode node) {
        sql.update("delete from node_trait where node = ?", node.id());
        addTraits(node);
    }

    private void addTraits(BareMetalNode node) {
        sql.batch("insert into node_trait (node, trait) values (?, ?)",
                node.traits().stream().<@Nullable Object[]>map(trait -> new Object[]{node.id(), trait}).toList());
    }

    private List<@Nullable Object> values(BareMetalNode node) {
        var fields = node.fields();
        var all = new ArrayList<@Nullable Object>();
        all.add(fields.text(NodeField.NAME));
        all.add(node.driver());
        all.add(node.state());
        all.add(fields.text(NodeField.RESOURCE_CLASS));
        all.add(fields.id(NodeField.INSTANCE_UUID));
        all.add(fields.text(NodeField.INSTANCE_NAME));
        all.add(fields.text(NodeField.INSTANCE_INFO, "image_source").map(text -> cut(text, 1024)));
        all.add(fields.text(NodeField.OWNER));
        all.add(fields.text(NodeField.LESSEE));
        all.add(fields.flag(NodeField.MAINTENANCE));
        all.add(fields.flag(NodeField.RETIRED));
        all.add(node.standing().power());
        all.add(node.standing().fault());
        all.add(fields.text(NodeField.CONDUCTOR_GROUP).orElse(""));
        all.add(fields.text(NodeField.SHARD));
        all.add(fields.id(NodeField.PARENT_NODE));
        all.add(fields.id(NodeField.CHASSIS_UUID));
        all.add(fields.text(NodeField.DESCRIPTION));
        all.add(json.write(new TreeSet<>(node.traits())));
        all.add(whole(fields.toString()));
        all.add(json.write(node.standing()));
        all.add(node.version());
        all.add(node.updated());
        return all;
    }

    /// Half of a character, which JSON can hold, becomes a question mark; not every database takes it.
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String cut(String text, int longest) {
        return text.substring(0, Math.min(text.length(), longest));
    }

    @Override
    public Optional<BareMetalNode> find(UUID id) {
        return sql.one(this::node, "select * from node where id = ?", id);
    }

    @Override
    public Optional<BareMetalNode> named(String name) {
        return sql.one(this::node, "select * from node where name = ?", name);
    }

    @Override
    public Optional<BareMetalNode> withImage(String image) {
        return sql.one(this::node, "select * from node where image = ? limit 1", image);
    }

    @Override
    public List<BareMetalNode> list(NodeQuery query) {
        var search = NodeSearch.of(query);
        return sql.list(this::node, search.sql("*"), search.values().toArray());
    }

    @Override
    public List<BriefNode> brief(NodeQuery query) {
        var search = NodeSearch.of(query);
        return sql.list(row -> new BriefNode(row.id("id"), row.maybe("name"), row.maybeId("instance"),
                row.flag("maintenance"), row.maybe("power"), ProvisionState.valueOf(row.text("state"))),
                search.sql("id, name, instance, maintenance, power, state"), search.values().toArray());
    }

    @Override
    public List<NodeVersion> versions(NodeQuery query) {
        var search = NodeSearch.of(query);
        return sql.list(row -> new NodeVersion(row.id("id"), row.number("version")), search.sql("id, version"),
                search.values().toArray());
    }

    @Override
    public List<BareMetalNode> all(List<UUID> ids) {
        return sql.list(this::node, "select * from node where id = any(?)", ids);
    }

    @Override
    public long count() {
        return sql.one(row -> row.number("nodes"), "select count(*) as nodes from node").orElse(0L);
    }

    @Override
    public Map<String, Long> shards() {
        var all = new TreeMap<String, Long>();
        sql.list(row -> Map.entry(row.text("shard"), row.number("nodes")),
                "select shard, count(*) as nodes from node where shard is not null group by shard")
                .forEach(one -> all.put(one.getKey(), one.getValue()));
        return all;
    }

    private BareMetalNode node(Row row) throws SQLException {
        return new BareMetalNode(row.id("id"), fields(row.text("fields")), json.read(row.text("traits"), TRAITS),
                json.read(row.text("standing"), STANDING), row.number("version"), row.time("created"),
                row.maybeTime("updated"));
    }

    private Fields fields(String text) {
        try {
            return Fields.kept((ObjectNode) mapper.readTree(text));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public BareMetalNode change(UUID id, UnaryOperator<BareMetalNode> change) {
        while (true) {
            var before = find(id).orElseThrow(() -> Problem.notFound("Node %s could not be found.".formatted(id)));
            var wanted = change.apply(before);
            if (wanted.equals(before)) {
                return before;
            }
            var after = new BareMetalNode(id, wanted.fields(), wanted.traits(), wanted.standing(), before.version() + 1,
                    before.created(), Optional.of(clock.instant().truncatedTo(ChronoUnit.MICROS)));
            if (write(before, after)) {
                return after;
            }
        }
    }

    private boolean write(BareMetalNode before, BareMetalNode after) {
        var values = values(after);
        values.add(after.id());
        values.add(before.version());
        var written = new boolean[1];
        sql.unique(() -> written[0] = sql.inTransaction(() -> {
            var fresh = sql.update("update node set " + String.join(" = ?, ", COLUMNS)
                    + " = ? where id = ? and version = ?", values.toArray()) == 1;
            if (fresh && !before.traits().equals(after.traits())) {
                traits(after);
            }
            return fresh;
        }), () -> taken(after));
        return written[0];
    }

    @Override
    public boolean remove(BareMetalNode node) {
        return sql.update("delete from node where id = ? and version = ?", node.id(), node.version()) == 1;
    }

    @Override
    public void tell(NodeEvent event) {
        sql.update(
                "insert into node_event (id, node, severity, type, text, caller, created) values (?, ?, ?, ?, ?, ?, ?)",
                event.id(), event.node(), event.severity(), event.type(), cut(event.text(), LONGEST), event.caller(),
                event.created());
    }

    @Override
    public List<NodeEvent> events(UUID node) {
        return sql.list(row -> new NodeEvent(row.id("id"), row.id("node"), row.text("severity"), row.text("type"),
                row.text("text"), row.maybe("caller"), row.time("created")),
                "select * from node_event where node = ? order by number desc limit 300", node);
    }
}
