package io.gantry.compute.server.store;

import io.gantry.compute.server.Server;
import io.gantry.compute.server.Server.Fault;
import io.gantry.compute.server.Server.State;
import io.gantry.compute.server.ServerQuery;
import io.gantry.compute.server.ServerRecords;
import io.gantry.sql.Json;
import io.gantry.sql.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

@Singleton
final class StoredServers implements ServerRecords {
    private static final int LONGEST = 4000;

    private final Sql sql;
    private final Json json;
    private final ServerRow rows;

    StoredServers(Sql sql, Json json, ServerRow rows) {
        this.sql = sql;
        this.json = json;
        this.rows = rows;
    }

    @Override
    public void add(Server server) {
        sql.update(
                "insert into compute_server (id, guest, project, user_id, name, description, flavor, flavor_text, image,"
                        + " metadata, state, deleting, host, tpm_security, created, updated)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, ?, ?, ?, ?)",
                server.id(), server.guest(),
                server.project(), server.user(), server.name(), server.description(), server.flavor().id(),
                rows.text(server.flavor()), server.image(), json.write(server.metadata()), server.state(),
                server.host(), server.tpmSecurity(), server.created(), server.updated());
    }

    @Override
    public Optional<Server> find(UUID id) {
        return sql.one(rows::read, ServerRow.SELECT + " where s.id = ?", id);
    }

    @Override
    public List<Server> list(ServerQuery query) {
        var search = ServerSearch.of(query);
        return sql.list(rows::read, ServerRow.SELECT + search.rest(), search.values().toArray());
    }

    @Override
    public void job(UUID id, UUID job) {
        sql.update("update compute_server set job = ? where id = ?", job, id);
    }

    @Override
    public void placed(UUID id, Optional<String> host, Instant now) {
        sql.update("update compute_server set host = ?, updated = ? where id = ?", host, now, id);
    }

    @Override
    public List<Server> underWay() {
        return sql.list(rows::read, ServerRow.SELECT
                + " where s.state = ? and s.host is not null and s.deleted is null and g.name is null", State.BUILDING);
    }

    @Override
    public void launched(UUID id, Instant now) {
        sql.update("update compute_server set state = ?, launched = coalesce(launched, ?), updated = ? where id = ?"
                + " and state = ?", State.ACTIVE, now, now, id, State.BUILDING);
    }

    @Override
    public void failed(UUID id, Fault fault) {
        var text = fault.message();
        sql.update(
                "update compute_server set state = ?, fault_code = ?, fault = ?, fault_at = ?, updated = ? where id = ?",
                State.ERROR, fault.code(), text.substring(0, Math.min(text.length(), LONGEST)), fault.created(),
                fault.created(), id);
    }

    @Override
    public void state(UUID id, State state, Instant now) {
        sql.update("update compute_server set state = ?, fault_code = null, fault = null, fault_at = null, updated = ?"
                + " where id = ?", state, now, id);
    }

    @Override
    public void seen(UUID id, State before, State after, Instant now) {
        sql.update("update compute_server set state = ?, updated = ? where id = ? and state = ? and not deleting",
                after, now, id, before);
    }

    @Override
    public boolean deleting(UUID id, Instant now) {
        return sql.update("update compute_server set deleting = true, updated = ? where id = ? and not deleting"
                + " and deleted is null", now, id) == 1;
    }

    @Override
    public void deleted(UUID id, Instant now) {
        sql.update(
                "update compute_server set deleting = false, deleted = coalesce(deleted, ?), updated = ?, host = null"
                        + " where id = ?",
                now, now, id);
    }

    @Override
    public void describe(UUID id, String name, Optional<String> description, Instant now) {
        sql.update("update compute_server set name = ?, description = ?, updated = ? where id = ?", name, description,
                now, id);
    }

    @Override
    public void metadata(UUID id, Map<String, String> metadata, Instant now) {
        sql.update("update compute_server set metadata = ?, updated = ? where id = ?", json.write(metadata), now, id);
    }

    /// What somebody reads while he looks at hosts, so only what he compares.
    private record Seen(UUID id, State state) {}

    @Override
    public Map<UUID, State> settled() {
        return sql.list(row -> new Seen(row.id("id"), State.valueOf(row.text("state"))),
                "select s.id, s.state from compute_server s join guest g on g.name = s.guest where s.deleted is null"
                        + " and not s.deleting and s.state <> ? and g.job is null",
                State.BUILDING).stream().collect(Collectors.toMap(Seen::id, Seen::state));
    }

    @Override
    public List<UUID> withoutGuest() {
        return sql.list(row -> row.id("id"),
                "select s.id from compute_server s left join guest g on g.name = s.guest where s.deleted is null"
                        + " and not s.deleting and s.state not in (?, ?) and g.name is null",
                State.BUILDING, State.ERROR);
    }

    @Override
    public Optional<UUID> madeOf(UUID image) {
        return sql.one(row -> row.id("id"),
                "select id from compute_server where image = ? and state = ? and deleted is null limit 1", image,
                State.BUILDING);
    }

    @Override
    public long count(String project) {
        return sql.one(row -> row.number("servers"),
                "select count(*) as servers from compute_server where project = ? and deleted is null", project)
                .orElse(0L);
    }
}
