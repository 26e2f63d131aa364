package io.gantry.baremetal.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.gantry.baremetal.port.Attachable;
import io.gantry.baremetal.port.Port;
import io.gantry.baremetal.port.PortGroup;
import io.gantry.baremetal.port.PortQuery;
import io.gantry.baremetal.port.PortRecords;
import io.gantry.base.Problem;
import io.gantry.sql.Json;
import io.gantry.sql.Row;
import io.gantry.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

@Singleton
final class StoredPorts implements PortRecords {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
    };
    private static final List<String> PORT = List.of("address", "name", "description", "physical_network", "vendor",
            "category", "pxe_enabled", "smart_nic", "groupable", "link", "port_group", "extra", "internal", "updated");
    private static final List<String> GROUP = List.of("name", "address", "bond_mode", "properties", "standalone_ports",
            "physical_network", "category", "made_for_vif", "extra", "internal", "updated");

    private final Sql sql;
    private final Json json;
    private final InstantSource clock;

    StoredPorts(Sql sql, Json json, InstantSource clock) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public <T> T alone(UUID node, Supplier<T> work) {
        return sql.inTransaction(() -> {
            if (sql.one(row -> row.id("id"), "select id from node where id = ? for update", node).isEmpty()) {
                throw Problem.notFound("Node %s could not be found.".formatted(node));
            }
            return work.get();
        });
    }

    @Override
    public void add(Port port) {
        insert("port", PORT, values(port), port, port.created());
    }

    @Override
    public void write(Port port) {
        update("port", PORT, values(port), port);
    }

    @Override
    public void add(PortGroup group) {
        insert("port_group", GROUP, values(group), group, group.created());
    }

    @Override
    public void write(PortGroup group) {
        update("port_group", GROUP, values(group), group);
    }

    private void insert(String table, List<String> columns, List<@Nullable Object> values, Attachable what,
            Object created) {
        values.addAll(Arrays.asList(what.id(), what.node(), created));
        sql.unique(() -> sql.update("insert into " + table + " (" + String.join(", ", columns)
                + ", id, node, created) values (" + "?, ".repeat(columns.size()) + "?, ?, ?)", values.toArray()),
                () -> taken(what));
    }

    private void update(String table, List<String> columns, List<@Nullable Object> values, Attachable what) {
        values.add(what.id());
        sql.unique(() -> sql.update("update " + table + " set " + String.join(" = ?, ", columns) + " = ? where id = ?",
                values.toArray()), () -> taken(what));
    }

    /// What exactly is taken cannot be asked any more: the transaction is broken.
    private static Problem taken(Attachable what) {
        return Problem.conflict("Another one than the %s (%s) has its MAC address %s, its name or its UUID already."
                .formatted(what.label(), what.id(), what.mac().orElse("(none)")));
    }

    private List<@Nullable Object> values(Port port) {
        return new ArrayList<>(Arrays.<@Nullable Object>asList(port.address(), port.name(), port.description(),
                port.physicalNetwork(), port.vendor(), port.category(), port.pxeEnabled(), port.smartNic(),
                port.groupable(), json.write(port.link()), port.group(), json.write(port.extra()),
                json.write(port.internal()), port.updated()));
    }

    private List<@Nullable Object> values(PortGroup group) {
        return new ArrayList<>(Arrays.<@Nullable Object>asList(group.name(), group.address(), group.mode(),
                json.write(group.properties()), group.standalonePorts(), group.physicalNetwork(), group.category(),
                group.dynamic(), json.write(group.extra()), json.write(group.internal()), group.updated()));
    }

    @Override
    public void remove(Port port) {
        sql.update("delete from port where id = ?", port.id());
    }

    @Override
    public void remove(PortGroup group) {
        sql.update("delete from port_group where id = ?", group.id());
    }

    @Override
    public Optional<Port> port(UUID id) {
        return sql.one(this::port, PortSearch.PORTS + " where p.id = ?", id);
    }

    @Override
    public Optional<Port> port(String name) {
        return sql.one(this::port, PortSearch.PORTS + " where p.name = ?", name);
    }

    @Override
    public List<Port> ports(PortQuery query) {
        var search = PortSearch.of(PortSearch.PORTS, "port", query);
        return sql.list(this::port, search.sql(), search.values().toArray());
    }

    @Override
    public List<Port> ports(List<UUID> nodes) {
        return sql.list(this::port, PortSearch.PORTS + " where p.node = any(?) order by p.number desc", nodes);
    }

    @Override
    public List<PortGroup> groups(List<UUID> nodes) {
        return sql.list(this::group, PortSearch.GROUPS + " where p.node = any(?) order by p.number desc", nodes);
    }

    @Override
    public Optional<PortGroup> group(UUID id) {
        return sql.one(this::group, PortSearch.GROUPS + " where p.id = ?", id);
    }

    @Override
    public Optional<PortGroup> group(String name) {
        return sql.one(this::group, PortSearch.GROUPS + " where p.name = ?", name);
    }

    @Override
    public List<PortGroup> groups(PortQuery query) {
        var search = PortSearch.of(PortSearch.GROUPS, "port_group", query);
        return sql.list(this::group, search.sql(), search.values().toArray());
    }

    private Port port(Row row) throws SQLException {
        return new Port(row.id("id"), row.id("node"), row.text("address"), row.maybe("name"), row.maybe("description"),
                row.maybe("physical_network"), row.maybe("vendor"), row.maybe("category"), row.flag("pxe_enabled"),
                row.flag("smart_nic"), row.flag("groupable"), json.read(row.text("link"), OBJECT),
                row.maybeId("port_group"), row.maybe("vif"), json.read(row.text("extra"), OBJECT),
                json.read(row.text("internal"), OBJECT), row.time("created"), row.maybeTime("updated"));
    }

    private PortGroup group(Row row) throws SQLException {
        return new PortGroup(row.id("id"), row.id("node"), row.maybe("name"), row.maybe("address"),
                row.text("bond_mode"), json.read(row.text("properties"), OBJECT), row.flag("standalone_ports"),
                row.maybe("physical_network"), row.maybe("category"), row.flag("made_for_vif"), row.maybe("vif"),
                json.read(row.text("extra"), OBJECT), json.read(row.text("internal"), OBJECT), row.time("created"),
                row.maybeTime("updated"));
    }

    @Override
    public void attach(String vif, Attachable to) {
        var port = to instanceof Port ? Optional.of(to.id()) : Optional.empty();
        var group = to instanceof PortGroup ? Optional.of(to.id()) : Optional.empty();
        sql.unique(
                () -> sql.update("insert into port_vif (vif, node, port, port_group, created) values (?, ?, ?, ?, ?)",
                        vif, to.node(), port, group, clock.instant()),
                () -> Problem.conflict("VIF %s is attached already, or the %s carries another one.".formatted(vif,
                        to.label())));
    }

    @Override
    public void detach(String vif) {
        sql.update("delete from port_vif where vif = ?", vif);
    }

    @Override
    public Optional<Attachable> carrier(String vif) {
        return sql.<Attachable>one(this::port, PortSearch.PORTS + " where v.vif = ?", vif)
                .or(() -> sql.one(this::group, PortSearch.GROUPS + " where v.vif = ?", vif));
    }

    @Override
    public List<String> vifs(UUID node) {
        return sql.list(row -> row.text("vif"), "select vif from port_vif where node = ? order by created, vif", node);
    }
}
