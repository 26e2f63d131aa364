package io.gantry.accelerator.store;

import io.gantry.accelerator.Attribute;
import io.gantry.accelerator.Changes;
import io.gantry.accelerator.Changes.Fresh;
import io.gantry.accelerator.NameId;
import io.gantry.accelerator.Piece;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Part;
import io.gantry.sql.Json;
import io.gantry.sql.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes down what a report changed, in a number of statements that does not grow with the number of devices.
@Singleton
final class Report {
    private static final String IN_USE = "exists (select 1 from accelerator_piece p join accelerator_part q on q.id = p.part"
            + " where q.device = accelerator_device.id and p.request is not null)";
    private static final int LONGEST = 255;
    private static final int LONGEST_JSON = 60_000;

    private final Sql sql;
    private final Json json;

    Report(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    /// What the parts of the changed devices are now, and what there is of them.
    private record Parts(Map<UUID, Part> wanted, Map<UUID, UUID> devices, Set<UUID> known) {}

    List<String> write(Changes changes, Instant now) {
        gone(changes, now);
        devices(changes, now);
        parts(changes, now);
        return sql.list(row -> row.text("device"),
                "select device from accelerator_device where id = any(?) and missing_since = ?", changes.gone(), now);
    }

    private void gone(Changes changes, Instant now) {
        if (changes.gone().isEmpty()) {
            return;
        }
        sql.update("delete from accelerator_device where id = any(?) and not " + IN_USE, changes.gone());
        sql.update("update accelerator_piece set present = false where part in"
                + " (select id from accelerator_part where device = any(?))", changes.gone());
        sql.update("update accelerator_device set missing_since = ? where id = any(?) and missing_since is null", now,
                changes.gone());
    }

    private void devices(Changes changes, Instant now) {
        var added = new ArrayList<@Nullable Object[]>();
        var changed = new ArrayList<@Nullable Object[]>();
        for (var one : changes.fresh()) {
            var device = one.device();
            var kind = device.kind().name();
            var properties = cut(json.write(device.properties()), "{}");
            var obstacles = cut(json.write(device.obstacles()), "[]");
            if (one.known()) {
                changed.add(new Object[]{changes.host(), kind, cut(device.vendor()), cut(device.product()),
                        cut(device.name()), properties, obstacles, one.fingerprint(), now, one.id()});
            } else {
                added.add(new Object[]{one.id(), changes.source(), device.id(), changes.host(), kind,
                        cut(device.vendor()), cut(device.product()), cut(device.name()), properties, obstacles,
                        one.fingerprint(), now});
            }
        }
        sql.batch("insert into accelerator_device (id, source, device, host, kind, vendor, product, name, properties,"
                + " obstacles, fingerprint, enabled, created) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, true, ?)",
                added);
        sql.batch("update accelerator_device set host = ?, kind = ?, vendor = ?, product = ?, name = ?, properties = ?,"
                + " obstacles = ?, fingerprint = ?, updated = ?, missing_since = null where id = ?", changed);
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private static String cut(String text, String otherwise) {
        return text.length() > LONGEST_JSON ? otherwise : text;
    }

    private void parts(Changes changes, Instant now) {
        var known = changes.fresh().stream().filter(Fresh::known).map(Fresh::id).toList();
        var before = known.isEmpty()
                ? List.<UUID>of()
                : sql.list(row -> row.id("id"), "select id from accelerator_part where device = any(?)", known);
        var parts = new Parts(new LinkedHashMap<>(), new HashMap<>(), new HashSet<>(before));
        for (var one : changes.fresh()) {
            for (var part : one.device().parts()) {
                var id = NameId.of(changes.host() + "_" + part.id());
                parts.wanted().put(id, part);
                parts.devices().put(id, one.id());
            }
        }
        writeParts(changes, parts, now);
        pieces(changes, parts);
        attributes(parts, now);
        var vanished = before.stream().filter(id -> !parts.wanted().containsKey(id)).toList();
        if (!vanished.isEmpty()) {
            sql.update("delete from accelerator_part where id = any(?) and not exists (select 1 from accelerator_piece"
                    + " where part = accelerator_part.id)", vanished);
        }
    }

    private void writeParts(Changes changes, Parts parts, Instant now) {
        var added = new ArrayList<@Nullable Object[]>();
        var changed = new ArrayList<@Nullable Object[]>();
        parts.wanted().forEach((id, part) -> {
            if (parts.known().contains(id)) {
                changed.add(new Object[]{part.resourceClass(), now, id});
            } else {
                added.add(new Object[]{id, parts.devices().get(id), part.id(), changes.host() + "_" + part.id(),
                        part.resourceClass(), now});
            }
        });
        sql.batch("insert into accelerator_part (id, device, part, name, resource_class, generation, created)"
                + " values (?, ?, ?, ?, ?, 0, ?)", added);
        sql.batch("update accelerator_part set resource_class = ?, generation = generation + 1, updated = ?"
                + " where id = ?", changed);
    }

    /// Pieces that are no longer there go, unless somebody has them; such a one stays with the part that it was of.
    private void pieces(Changes changes, Parts parts) {
        var old = new ArrayList<>(parts.known());
        if (!old.isEmpty()) {
            sql.update("update accelerator_piece set present = false where part = any(?)", old);
        }
        var marks = parts.wanted()
                .values()
                .stream()
                .flatMap(part -> part.attachments().stream())
                .map(Piece::mark)
                .toList();
        var there = new HashSet<>(parts.known().isEmpty() && old.isEmpty() && marks.isEmpty()
                ? List.<String>of()
                : sql.list(row -> row.text("mark"),
                        "select mark from accelerator_piece where host = ? and mark = any(?)",
                        changes.host(), marks));
        var added = new ArrayList<@Nullable Object[]>();
        var kept = new ArrayList<@Nullable Object[]>();
        parts.wanted().forEach((id, part) -> part.attachments().forEach(piece -> {
            if (there.contains(Piece.mark(piece))) {
                kept.add(new Object[]{id, changes.host(), Piece.mark(piece), id});
            } else {
                added.add(row(changes.host(), id, piece));
            }
        }));
        sql.batch(
                "insert into accelerator_piece (id, part, host, mark, type, address, network, mediated_type, slot, present)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, true)",
                added);
        sql.batch("update accelerator_piece set present = true, part = ? where host = ? and mark = ?"
                + " and (request is null or part = ?)", kept);
        if (!old.isEmpty()) {
            sql.update("delete from accelerator_piece where part = any(?) and not present and request is null", old);
        }
    }

    private static @Nullable Object[] row(String host, UUID part, Attachment piece) {
        var id = UUID.randomUUID();
        var mark = Piece.mark(piece);
        return switch (piece) {
            case Attachment.Pci(var address, var network) ->
                new @Nullable Object[]{id, part, host, mark, "PCI", address,
                        network.orElse(null), null, 0};
            case Attachment.Mediated(var parent, var type, var slot) ->
                new @Nullable Object[]{id, part, host, mark, "MDEV",
                        parent, null, type, slot};
        };
    }

    /// What the driver says of a part takes the place of what it said before; what administrators say stays.
    private void attributes(Parts parts, Instant now) {
        if (!parts.known().isEmpty()) {
            sql.update("delete from accelerator_attribute where part = any(?) and reported",
                    new ArrayList<>(parts.known()));
        }
        var own = new HashSet<>(parts.known().isEmpty()
                ? List.<String>of()
                : sql.list(row -> row.id("part") + row.text("name"),
                        "select part, name from accelerator_attribute where part = any(?)",
                        new ArrayList<>(parts.known())));
        var added = new ArrayList<@Nullable Object[]>();
        parts.wanted().forEach((id, part) -> {
            added.add(new Object[]{UUID.randomUUID(), id, Attribute.CLASS, part.resourceClass(), now});
            var number = 0;
            for (var trait : new TreeSet<>(part.traits())) {
                while (own.contains(id + Attribute.TRAIT + number)) {
                    number++;
                }
                added.add(new Object[]{UUID.randomUUID(), id, Attribute.TRAIT + number++, trait, now});
            }
        });
        sql.batch(
                "insert into accelerator_attribute (id, part, name, content, reported, created) values (?, ?, ?, ?, true, ?)",
                added);
    }
}
