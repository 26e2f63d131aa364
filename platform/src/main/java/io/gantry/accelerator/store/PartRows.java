package io.gantry.accelerator.store;

import io.gantry.accelerator.Attribute;
import io.gantry.accelerator.KnownPart;
import io.gantry.accelerator.Piece;
import io.gantry.api.accelerator.Attachment;
import io.gantry.base.Problem;
import io.gantry.sql.Row;
import io.gantry.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Parts with what is said of them, in two statements however many they are.
@Singleton
final class PartRows {
    private static final String FROM = " from accelerator_part q join accelerator_device d on d.id = q.device"
            + " left join accelerator_source s on s.name = d.source where ";

    private final Sql sql;

    PartRows(Sql sql) {
        this.sql = sql;
    }

    /// @param condition on `q`, the part, and `d`, its device
    List<KnownPart> where(String condition, Object... values) {
        var attributes = new HashMap<Long, List<Attribute>>();
        sql.list(PartRows::attribute, "select a.*, q.number as part_number from accelerator_attribute a"
                + " join accelerator_part q on q.id = a.part join accelerator_device d on d.id = q.device where "
                + condition + " order by a.number", values)
                .forEach(one -> attributes.computeIfAbsent(one.part(), _ -> new ArrayList<>()).add(one));
        return sql.list(row -> part(row, attributes),
                "select q.*, d.number as device_number, d.source, d.device as device_name,"
                        + " d.host, d.enabled, d.missing_since, s.driver, s.stale_since, s.stale_cause,"
                        + " (select count(*) from accelerator_piece p where p.part = q.id and p.present) as total,"
                        + " (select count(*) from accelerator_piece p where p.part = q.id and p.request is not null) as used"
                        + FROM + condition + " order by q.number",
                values);
    }

    /// Ids of parts of which a piece is free now. The order begins with the class so that its index gives it, and the first few are all that is
    /// looked at.
    List<UUID> candidates(String resourceClass, List<String> required, List<String> forbidden, int limit) {
        var where = new StringBuilder(
                "q.resource_class = ? and d.enabled and d.missing_since is null and s.stale_since is null");
        var values = new ArrayList<Object>(List.of(resourceClass));
        var attribute = "exists (select 1 from accelerator_attribute a where a.part = q.id and a.content = ? and a.name like 'trait%')";
        required.forEach(trait -> {
            where.append(" and ").append(attribute);
            values.add(trait);
        });
        forbidden.forEach(trait -> {
            where.append(" and not ").append(attribute);
            values.add(trait);
        });
        where.append(
                " and exists (select 1 from accelerator_piece p where p.part = q.id and p.request is null and p.present)");
        values.add(limit);
        return sql.list(row -> row.id("id"),
                "select q.id" + FROM + where + " order by q.resource_class, q.number limit ?",
                values.toArray());
    }

    Attribute add(long part, String name, String content, Instant now) {
        return sql.inTransaction(() -> {
            var owner = sql.one(row -> row.id("id"), "select id from accelerator_part where number = ?", part)
                    .orElseThrow(() -> Problem.notFound("There is no deployable with the number " + part + "."));
            if (sql.one(row -> row.id("id"), "select id from accelerator_attribute where part = ? and name = ?", owner,
                    name)
                    .isPresent()) {
                throw Problem.conflict("Deployable %d has an attribute '%s' already; delete that one first."
                        .formatted(part, name));
            }
            var id = UUID.randomUUID();
            sql.update("insert into accelerator_attribute (id, part, name, content, reported, created)"
                    + " values (?, ?, ?, ?, false, ?)", id, owner, name, content, now);
            return sql.one(PartRows::attribute, "select a.*, q.number as part_number from accelerator_attribute a"
                    + " join accelerator_part q on q.id = a.part where a.id = ?", id).orElseThrow();
        });
    }

    private static KnownPart part(Row row, Map<Long, List<Attribute>> attributes) throws SQLException {
        var cause = row.text("stale_cause");
        var owner = new KnownPart.Owner(row.id("device"), row.text("source"), row.text("device_name"),
                row.text("driver"), row.text("host"), row.flag("enabled"), row.maybeTime("missing_since"),
                row.maybeTime("stale_since").map(_ -> cause));
        return new KnownPart(row.number("number"), row.id("id"), row.number("device_number"), owner, row.text("part"),
                row.text("name"), row.text("resource_class"), attributes.getOrDefault(row.number("number"), List.of()),
                row.maybe("bitstream"), row.number("generation"), row.number("total"), row.number("used"),
                row.time("created"), row.maybeTime("updated"));
    }

    static Attribute attribute(Row row) throws SQLException {
        return new Attribute(row.number("number"), row.id("id"), row.number("part_number"), row.text("name"),
                row.text("content"), row.flag("reported"), row.time("created"));
    }

    static Piece piece(Row row) throws SQLException {
        Attachment attachment = row.text("type").equals("PCI")
                ? new Attachment.Pci(row.text("address"), row.maybe("network"))
                : new Attachment.Mediated(row.text("address"), row.text("mediated_type"), (int) row.number("slot"));
        return new Piece(row.id("id"), row.id("part"), attachment, row.flag("present"), row.maybeId("request"));
    }
}
