package io.gantry.compute.server.store;

import io.gantry.compute.server.ActionRecords;
import io.gantry.compute.server.NewAction;
import io.gantry.compute.server.ServerAction;
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
final class StoredActions implements ActionRecords {
    private static final int LONGEST = 4000;

    private final Sql sql;

    StoredActions(Sql sql) {
        this.sql = sql;
    }

    @Override
    public long add(NewAction action) {
        return sql.inTransaction(() -> {
            var id = UUID.randomUUID();
            sql.update("insert into compute_action (id, server, name, request, user_id, project, job, started)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)", id, action.server(), action.action(), action.request(),
                    action.user(), action.project(), action.job(), action.started());
            return sql.one(row -> row.number("number"), "select number from compute_action where id = ?", id)
                    .orElseThrow();
        });
    }

    @Override
    public void ended(long number, Instant now, Optional<String> reason) {
        sql.update("update compute_action set ended = ?, reason = ? where number = ? and ended is null", now,
                cut(reason), number);
    }

    @Override
    public void ended(UUID job, Instant now, Optional<String> reason) {
        sql.update("update compute_action set ended = ?, reason = ? where job = ? and ended is null", now, cut(reason),
                job);
    }

    private static Optional<String> cut(Optional<String> reason) {
        return reason.map(text -> text.substring(0, Math.min(text.length(), LONGEST)));
    }

    @Override
    public List<ServerAction> list(UUID server, Optional<Instant> since, Optional<Instant> until, long before,
            int limit) {
        var where = new ArrayList<>(List.of("server = ?", "number < ?"));
        var values = new ArrayList<Object>(List.of(server, before));
        since.ifPresent(time -> {
            where.add("coalesce(ended, started) >= ?");
            values.add(time);
        });
        until.ifPresent(time -> {
            where.add("coalesce(ended, started) <= ?");
            values.add(time);
        });
        values.add(limit);
        return sql.list(StoredActions::action, "select * from compute_action where " + String.join(" and ", where)
                + " order by number desc limit ?", values.toArray());
    }

    @Override
    public Optional<ServerAction> find(UUID server, String request) {
        return sql.one(StoredActions::action,
                "select * from compute_action where server = ? and request = ? order by number desc limit 1", server,
                request);
    }

    @Override
    public List<ServerAction> open() {
        return sql.list(StoredActions::action, "select * from compute_action where ended is null and job is not null");
    }

    private static ServerAction action(Row row) throws SQLException {
        return new ServerAction(row.number("number"), row.id("server"), row.text("name"), row.text("request"),
                row.text("user_id"), row.text("project"), row.maybeId("job"), row.time("started"),
                row.maybeTime("ended"), row.maybe("reason"));
    }
}
