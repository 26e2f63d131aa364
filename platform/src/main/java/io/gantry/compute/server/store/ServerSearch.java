package io.gantry.compute.server.store;

import io.gantry.compute.server.ServerQuery;
import io.gantry.compute.server.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A statement that finds servers, and what is bound in it.
///
/// @param rest of the statement, after the tables
record ServerSearch(String rest, List<Object> values) {
    static ServerSearch of(ServerQuery query) {
        var where = new ArrayList<String>();
        var values = new ArrayList<Object>();
        query.project().ifPresent(id -> bound("s.project = ?", id, where, values));
        query.user().ifPresent(id -> bound("s.user_id = ?", id, where, values));
        query.name()
                .ifPresent(name -> bound("lower(s.name) like ? escape '!'", "%" + literal(name) + "%", where,
                        values));
        query.host().ifPresent(host -> bound("coalesce(g.host, s.host) = ?", host, where, values));
        query.image().ifPresent(id -> bound("s.image = ?", id, where, values));
        query.flavor().ifPresent(id -> bound("s.flavor = ?", id, where, values));
        query.changedSince().ifPresent(time -> bound("s.updated >= ?", time, where, values));
        query.changedBefore().ifPresent(time -> bound("s.updated <= ?", time, where, values));
        if (query.deleted()) {
            where.add("s.deleted is not null");
        } else if (query.changedSince().isEmpty()) {
            where.add("s.deleted is null");
        }
        if (!query.statuses().isEmpty()) {
            where.add("(" + String.join(" or ", query.statuses().stream().map(ServerSearch::status).toList()) + ")");
        }
        query.marker()
                .ifPresent(id -> bound("s.number " + (query.oldestFirst() ? ">" : "<")
                        + " (select number from compute_server where id = ?)", id, where, values));
        values.add(query.limit());
        return new ServerSearch((where.isEmpty() ? "" : " where " + String.join(" and ", where)) + " order by s.number"
                + (query.oldestFirst() ? "" : " desc") + " limit ?", values);
    }

    private static String literal(String text) {
        return text.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private static String status(Status status) {
        return switch (status) {
            case ACTIVE -> "(s.state = 'ACTIVE' and g.job is null)";
            case PAUSED -> "(s.state = 'PAUSED' and g.job is null)";
            case MIGRATING -> "(s.state in ('ACTIVE', 'PAUSED') and g.job is not null)";
            case BUILD -> "s.state = 'BUILDING'";
            case SHUTOFF -> "s.state = 'STOPPED'";
            case ERROR -> "s.state = 'ERROR'";
            case DELETED -> "s.deleted is not null";
        };
    }

    private static void bound(String condition, Object value, List<String> where, List<Object> values) {
        where.add(condition);
        values.add(value);
    }
}
