package io.gantry.accelerator.store;

import io.gantry.accelerator.Attribute;
import io.gantry.accelerator.Changes;
import io.gantry.accelerator.DeviceQuery;
import io.gantry.accelerator.InventoryRecords;
import io.gantry.accelerator.KnownDevice;
import io.gantry.accelerator.KnownPart;
import io.gantry.accelerator.Piece;
import io.gantry.accelerator.Source;
import io.gantry.api.accelerator.Device;
import io.gantry.sql.Json;
import io.gantry.sql.Row;
import io.gantry.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

@Singleton
final class StoredInventory implements InventoryRecords {
    private static final int LONGEST = 2000;

    private final Sql sql;
    private final Json json;
    private final Report report;
    private final PartRows parts;

    StoredInventory(Sql sql, Json json, Report report, PartRows parts) {
        this.sql = sql;
        this.json = json;
        this.report = report;
        this.parts = parts;
    }

    @Override
    public List<Source> sources() {
        return sql.list(StoredInventory::source, "select * from accelerator_source order by name");
    }

    private static Source source(Row row) throws SQLException {
        var since = row.maybeTime("stale_since");
        var cause = row.text("stale_cause");
        return new Source(row.text("name"), row.text("host"), row.text("driver"),
                row.text("roles").isEmpty() ? Set.of() : Set.of(row.text("roles").split(" ", -1)),
                row.maybeTime("reported"), since.map(time -> new Source.Stale(time, cause)));
    }

    @Override
    public void reported(Source source) {
        var roles = source.roles().stream().sorted().collect(Collectors.joining(" "));
        sql.inTransaction(() -> {
            var known = sql.update("update accelerator_source set host = ?, driver = ?, roles = ?, reported = ?,"
                    + " stale_since = null, stale_cause = null where name = ?", source.host(), source.driver(), roles,
                    source.reported(), source.name());
            return known > 0
                    ? known
                    : sql.update("insert into accelerator_source (name, host, driver, roles, reported)"
                            + " values (?, ?, ?, ?, ?)", source.name(), source.host(), source.driver(), roles,
                            source.reported());
        });
    }

    @Override
    public void stale(String source, String host, String driver, Source.Stale stale) {
        var cause = stale.cause().substring(0, Math.min(stale.cause().length(), LONGEST));
        sql.inTransaction(() -> {
            var known = sql
                    .update("update accelerator_source set stale_since = coalesce(stale_since, ?), stale_cause = ?"
                            + " where name = ?", stale.since(), cause, source);
            return known > 0
                    ? known
                    : sql.update("insert into accelerator_source (name, host, driver, roles, stale_since,"
                            + " stale_cause) values (?, ?, ?, '', ?, ?)", source, host, driver, stale.since(), cause);
        });
    }

    @Override
    public void forget(String source) {
        sql.update("delete from accelerator_source where name = ? and not exists (select 1 from accelerator_device"
                + " where source = accelerator_source.name)", source);
    }

    @Override
    public Map<String, Seen> seen(String source) {
        var all = new HashMap<String, Seen>();
        sql.list(row -> all.put(row.text("device"), new Seen(row.id("id"), row.text("fingerprint"),
                row.maybeTime("missing_since").isPresent())) == null,
                "select id, device, fingerprint, missing_since from accelerator_device where source = ?", source);
        return all;
    }

    @Override
    public Map<String, String> claims(String host, String except) {
        var all = new HashMap<String, String>();
        if (sql.one(row -> row.text("source"),
                "select source from accelerator_device where host = ? and source <> ? limit 1", host, except)
                .isEmpty()) {
            return all; // most machines have devices of one instance alone
        }
        sql.list(row -> all.put(row.text("mark"), row.text("source")) == null,
                "select d.device as mark, d.source from accelerator_device d where d.host = ? and d.source <> ?"
                        + " and exists (select 1 from accelerator_part q where q.device = d.id)"
                        + " union all select q.part, d.source from accelerator_part q join accelerator_device d"
                        + " on d.id = q.device where d.host = ? and d.source <> ?"
                        + " union all select p.mark, d.source from accelerator_piece p join accelerator_part q on q.id = p.part"
                        + " join accelerator_device d on d.id = q.device where d.host = ? and d.source <> ?",
                host, except, host, except, host, except);
        return all;
    }

    @Override
    public List<String> apply(Changes changes, Instant now) {
        return sql.inTransaction(() -> report.write(changes, now));
    }

    @Override
    public List<KnownDevice> devices(DeviceQuery query) {
        var where = new ArrayList<String>();
        var values = new ArrayList<Object>();
        Map.of("kind", query.kind(), "vendor", query.vendor(), "host", query.host(), "source", query.source())
                .forEach((column, wanted) -> wanted.ifPresent(value -> {
                    where.add(column + " = ?");
                    values.add(value);
                }));
        return sql.list(this::device, "select * from accelerator_device"
                + (where.isEmpty() ? "" : " where " + String.join(" and ", where)) + " order by number",
                values.toArray());
    }

    @Override
    public Optional<KnownDevice> device(UUID id) {
        return sql.one(this::device, "select * from accelerator_device where id = ?", id);
    }

    private KnownDevice device(Row row) throws SQLException {
        return new KnownDevice(row.number("number"), row.id("id"), row.text("source"), row.text("device"),
                row.text("host"), Device.Kind.valueOf(row.text("kind")), row.text("vendor"), row.text("product"),
                row.text("name"), json.read(row.text("properties"), Json.TEXTS),
                json.read(row.text("obstacles"), Json.LIST), row.flag("enabled"), row.maybeTime("missing_since"),
                row.time("created"), row.maybeTime("updated"));
    }

    @Override
    public boolean enable(UUID device, boolean enabled, Instant now) {
        return sql.inTransaction(() -> {
            sql.update("update accelerator_part set generation = generation + 1 where device = ?", device);
            return sql.update("update accelerator_device set enabled = ?, updated = ? where id = ?", enabled, now,
                    device) > 0;
        });
    }

    @Override
    public List<KnownPart> parts(Optional<UUID> device) {
        return device.map(id -> parts.where("d.id = ?", id)).orElseGet(() -> parts.where("true"));
    }

    @Override
    public Optional<KnownPart> part(UUID id) {
        return parts.where("q.id = ?", id).stream().findFirst();
    }

    @Override
    public void programmed(UUID part, String bitstream, Instant now) {
        sql.update("update accelerator_part set bitstream = ?, generation = generation + 1, updated = ? where id = ?",
                bitstream, now, part);
    }

    @Override
    public List<Piece> pieces(Optional<String> source) {
        return source
                .map(name -> sql.list(PartRows::piece,
                        "select p.* from accelerator_piece p join accelerator_part q on q.id = p.part"
                                + " join accelerator_device d on d.id = q.device where d.source = ? order by p.number",
                        name))
                .orElseGet(() -> sql.list(PartRows::piece, "select * from accelerator_piece order by number"));
    }

    @Override
    public Set<UUID> users(UUID device) {
        return Set.copyOf(sql.list(row -> row.id("request"), "select p.request from accelerator_piece p"
                + " join accelerator_part q on q.id = p.part where q.device = ? and p.request is not null", device));
    }

    @Override
    public List<Attribute> attributes(Optional<Long> part, Optional<String> name) {
        var number = part.orElse(-1L);
        var wanted = name.orElse("");
        return sql.list(PartRows::attribute, "select a.*, q.number as part_number from accelerator_attribute a"
                + " join accelerator_part q on q.id = a.part where (? < 0 or q.number = ?) and (? = '' or a.name = ?)"
                + " order by a.number", number, number, wanted, wanted);
    }

    @Override
    public Optional<Attribute> attribute(UUID id) {
        return sql.one(PartRows::attribute, "select a.*, q.number as part_number from accelerator_attribute a"
                + " join accelerator_part q on q.id = a.part where a.id = ?", id);
    }

    @Override
    public Attribute add(long part, String name, String content, Instant now) {
        return parts.add(part, name, content, now);
    }

    @Override
    public void removeAttribute(UUID id) {
        sql.update("delete from accelerator_attribute where id = ?", id);
    }
}
