package io.gantry.compute.server.store;

import io.gantry.compute.server.MigrationQuery;
import io.gantry.compute.server.MigrationRecords;
import io.gantry.compute.server.ServerMigration;
import io.gantry.compute.server.ServerMigration.Bytes;
import io.gantry.compute.server.ServerMigration.Phase;
import io.gantry.sql.Row;
import io.gantry.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class StoredMigrations implements MigrationRecords {
    private static final int LONGEST = 4000;
    private static final String SELECT = "select m.* from compute_migration m";
    private static final List<String> OPEN = List.of(Phase.QUEUED.name(), Phase.PREPARING.name(), Phase.RUNNING.name(),
            Phase.POST_COPY.name(), Phase.POST_MIGRATING.name());

    private final Sql sql;

    StoredMigrations(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void begun(UUID job, String guest, String source, String target, long memoryBytes, Instant now) {
        sql.update(
                "insert into compute_migration (id, server, project, source, target, phase, total, processed, remaining,"
                        + " created, updated) select ?, s.id, s.project, ?, ?, ?, ?, 0, ?, ?, ? from compute_server s"
                        + " where s.guest = ? and s.deleted is null",
                job, source, target, Phase.QUEUED, memoryBytes,
                memoryBytes, now, now, guest);
    }

    @Override
    public void askedBy(UUID job, String user) {
        sql.update("update compute_migration set user_id = ? where id = ?", user, job);
    }

    @Override
    public Optional<ServerMigration> find(UUID id) {
        return sql.one(StoredMigrations::read, SELECT + " where m.id = ?", id);
    }

    @Override
    public Optional<ServerMigration> find(UUID server, long number) {
        return sql.one(StoredMigrations::read, SELECT + " where m.server = ? and m.number = ?", server, number);
    }

    @Override
    public List<ServerMigration> list(MigrationQuery query) {
        var where = new ArrayList<>(List.of("m.number > 0"));
        var values = new ArrayList<Object>();
        query.server().ifPresent(id -> bound("m.server = ?", id, where, values));
        query.source().ifPresent(host -> bound("m.source = ?", host, where, values));
        query.host().ifPresent(host -> {
            bound("(m.source = ? or m.target = ?)", host, where, values);
            values.add(host);
        });
        if (!query.phases().isEmpty()) {
            bound("m.phase = any(?)", query.phases().stream().map(Enum::name).toList(), where, values);
        }
        query.project().ifPresent(id -> bound("m.project = ?", id, where, values));
        query.user().ifPresent(id -> bound("m.user_id = ?", id, where, values));
        query.changedSince().ifPresent(time -> bound("m.updated >= ?", time, where, values));
        query.changedBefore().ifPresent(time -> bound("m.updated <= ?", time, where, values));
        query.marker()
                .ifPresent(id -> bound("m.number < (select number from compute_migration where id = ?)", id, where,
                        values));
        values.add(query.limit());
        return sql.list(StoredMigrations::read, SELECT + " where " + String.join(" and ", where)
                + " order by m.number desc limit ?", values.toArray());
    }

    private static void bound(String condition, Object value, List<String> where, List<Object> values) {
        where.add(condition);
        values.add(value);
    }

    @Override
    public List<ServerMigration> open() {
        return sql.list(StoredMigrations::read, SELECT + " where m.phase = any(?) order by m.number", OPEN);
    }

    @Override
    public void save(ServerMigration migration) {
        sql.update("update compute_migration set phase = ?, reason = ?, processed = ?, remaining = ?, updated = ?"
                + " where id = ? and phase = any(?)", migration.phase(),
                migration.reason().map(text -> text.substring(0, Math.min(text.length(), LONGEST))),
                migration.memory().processed(), migration.memory().remaining(), migration.updated(), migration.id(),
                OPEN);
    }

    private static ServerMigration read(Row row) throws SQLException {
        return new ServerMigration(row.number("number"), row.id("id"), row.id("server"), row.text("project"),
                row.maybe("user_id"), row.text("source"), row.text("target"), Phase.valueOf(row.text("phase")),
                row.maybe("reason"),
                new Bytes(row.number("total"), row.number("processed"), row.number("remaining")), row.time("created"),
                row.time("updated"));
    }
}
