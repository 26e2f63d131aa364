package io.gantry.accelerator.store;

import io.gantry.accelerator.AcceleratorRequest;
import io.gantry.accelerator.AcceleratorRequest.State;
import io.gantry.accelerator.KnownPart;
import io.gantry.accelerator.Piece;
import io.gantry.accelerator.ProfileGroup;
import io.gantry.accelerator.RequestRecords;
import io.gantry.accelerator.Target;
import io.gantry.base.Problem;
import io.gantry.sql.Row;
import io.gantry.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class StoredRequests implements RequestRecords {
    private static final String SELECT = "select r.*, f.name as profile_name, p.part as piece_part, p.type, p.address, p.network,"
            + " p.mediated_type, p.slot, p.present, p.request from accelerator_request r join accelerator_profile f on f.id = r.profile"
            + " left join accelerator_piece p on p.id = r.piece ";
    private static final int LONGEST = 2000;

    private final Sql sql;
    private final PartRows parts;

    StoredRequests(Sql sql, PartRows parts) {
        this.sql = sql;
        this.parts = parts;
    }

    @Override
    public void add(List<AcceleratorRequest> requests) {
        sql.batch(
                "insert into accelerator_request (id, project, profile, group_number, state, created) values (?, ?, ?, ?, ?, ?)",
                requests.stream()
                        .<@Nullable Object[]>map(
                                one -> new Object[]{one.id(), one.project(), one.profile(), one.group(), one.state(),
                                        one.created()})
                        .toList());
    }

    @Override
    public Optional<AcceleratorRequest> find(UUID id) {
        return sql.one(StoredRequests::request, SELECT + "where r.id = ?", id);
    }

    @Override
    public List<AcceleratorRequest> list(Optional<String> project, Optional<String> instance) {
        var where = new ArrayList<String>();
        var values = new ArrayList<Object>();
        project.ifPresent(id -> {
            where.add("r.project = ?");
            values.add(id);
        });
        instance.ifPresent(id -> {
            where.add("r.instance = ?");
            values.add(id);
        });
        return sql.list(StoredRequests::request, SELECT
                + (where.isEmpty() ? "" : "where " + String.join(" and ", where)) + " order by r.number",
                values.toArray());
    }

    @Override
    public List<AcceleratorRequest> ofPart(UUID part) {
        return sql.list(StoredRequests::request, SELECT + "where r.part = ? order by r.number", part);
    }

    private static AcceleratorRequest request(Row row) throws SQLException {
        var piece = row.maybeId("piece");
        var attachment = row.maybe("type").isEmpty() ? Optional.<Piece>empty() : Optional.of(PartRows.piece(row));
        return new AcceleratorRequest(row.id("id"), row.text("project"), row.id("profile"), row.text("profile_name"),
                (int) row.number("group_number"), State.valueOf(row.text("state")), row.maybe("host"),
                row.maybeId("part"), row.maybe("instance"), piece, attachment.map(Piece::attachment),
                row.maybe("reason"), row.maybeId("job"), row.time("created"), row.maybeTime("updated"));
    }

    @Override
    public boolean change(UUID id, Set<State> from, State to, Optional<String> reason, Instant now) {
        return sql.update(
                "update accelerator_request set state = ?, reason = ?, updated = ? where id = ? and state = any(?)",
                to, reason.map(text -> text.substring(0, Math.min(text.length(), LONGEST))), now, id,
                from.stream().map(Enum::name).toList()) == 1;
    }

    @Override
    public Optional<UUID> reserve(UUID part, UUID request) {
        while (true) {
            var free = sql.one(row -> row.id("id"),
                    "select p.id from accelerator_piece p where p.part = ? and p.request is null"
                            + " and p.present order by p.number limit 1",
                    part);
            if (free.isEmpty()) {
                return Optional.empty();
            }
            if (sql.update("update accelerator_piece set request = ? where id = ? and request is null and present"
                    + " and not exists (select 1 from accelerator_part q join accelerator_device d on d.id = q.device"
                    + " where q.id = ? and d.programming is not null and d.programming <> ?)", request, free.get(),
                    part, request) == 1) {
                return free;
            }
            if (sql.one(row -> row.id("id"),
                    "select d.id from accelerator_part q join accelerator_device d on d.id = q.device"
                            + " where q.id = ? and d.programming is not null and d.programming <> ?",
                    part, request).isPresent()) {
                throw Problem.conflict("The device of deployable %s is being programmed; try again when that is over."
                        .formatted(part));
            }
        }
    }

    @Override
    public boolean keepForProgramming(UUID device, UUID user) {
        return sql.update(
                "update accelerator_device set programming = ? where id = ? and (programming is null or programming = ?)"
                        + " and not exists (select 1 from accelerator_piece p join accelerator_part q on q.id = p.part"
                        + " where q.device = accelerator_device.id and p.request is not null and p.request <> ?)",
                user, device, user, user) == 1;
    }

    @Override
    public void programmingOver(UUID user) {
        sql.update("update accelerator_device set programming = null where programming = ?", user);
    }

    @Override
    public void assign(UUID id, Target target, UUID piece, Instant now) {
        sql.update(
                "update accelerator_request set host = ?, part = ?, instance = ?, piece = ?, project = coalesce(?, project),"
                        + " updated = ? where id = ?",
                target.host(), target.part(), target.instance(), piece, target.project(), now, id);
    }

    @Override
    public void job(UUID id, UUID job) {
        sql.update("update accelerator_request set job = ? where id = ?", job, id);
    }

    @Override
    public Optional<Piece> piece(UUID id) {
        return sql.one(PartRows::piece, "select * from accelerator_piece where id = ?", id);
    }

    @Override
    public void free(UUID request) {
        sql.inTransaction(() -> {
            sql.update(
                    "update accelerator_device set fingerprint = '' where id in (select q.device from accelerator_part q"
                            + " join accelerator_piece p on p.part = q.id where p.request = ? and not p.present)",
                    request);
            sql.update("update accelerator_request set piece = null where id = ?", request);
            return sql.update("update accelerator_piece set request = null where request = ?", request);
        });
    }

    @Override
    public void unassign(UUID id, State state, Instant now) {
        sql.update("update accelerator_request set state = ?, host = null, part = null, instance = null, piece = null,"
                + " reason = null, updated = ? where id = ?", state, now, id);
    }

    @Override
    public void remove(UUID id) {
        sql.update("delete from accelerator_request where id = ?", id);
    }

    @Override
    public List<UUID> candidates(ProfileGroup group, int limit) {
        return group.classes().size() == 1
                ? parts.candidates(group.classes().getFirst(), group.required(), group.forbidden(), limit)
                : List.of();
    }

    @Override
    public List<KnownPart> ofClass(String resourceClass, int limit) {
        return parts.where("q.id in (select id from accelerator_part where resource_class = ? order by number limit ?)",
                resourceClass, limit);
    }

    @Override
    public Map<String, Long> classes() {
        var all = new TreeMap<String, Long>();
        sql.list(row -> all.put(row.text("resource_class"), row.number("parts")) == null,
                "select resource_class, count(*) as parts from accelerator_part group by resource_class");
        return all;
    }
}
