package io.gantry.compute.server.store;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.compute.server.Flavor;
import io.gantry.compute.server.FlavorQuery;
import io.gantry.compute.server.FlavorRecords;
import io.gantry.sql.Json;
import io.gantry.sql.Row;
import io.gantry.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

@Singleton
final class StoredFlavors implements FlavorRecords {
    private static final String MAY = "exists (select 1 from compute_flavor_access a where a.flavor = f.id and a.project = ?)";

    private final Sql sql;
    private final Json json;

    StoredFlavors(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    @Override
    public void add(Flavor flavor) {
        sql.unique(() -> sql.update(
                "insert into compute_flavor (id, name, processors, memory_mb, disk_gb, is_open, description, extra, created)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                flavor.id(), flavor.name(), flavor.processors(), flavor.memoryMb(), flavor.diskGb(), flavor.open(),
                flavor.description(), json.write(flavor.extra()), flavor.created()),
                () -> Problem.conflict("There is a flavor with the id '%s' or the name '%s' already."
                        .formatted(flavor.id(), JsonBody.cut(flavor.name()))));
    }

    @Override
    public Optional<Flavor> find(String id) {
        return sql.one(this::flavor, "select * from compute_flavor where id = ?", id);
    }

    @Override
    public List<Flavor> list(FlavorQuery query) {
        var where = new ArrayList<>(List.of("f.memory_mb >= ?", "f.disk_gb >= ?"));
        var values = new ArrayList<Object>(List.of(query.leastMemoryMb(), query.leastDiskGb()));
        query.open().ifPresent(open -> {
            where.add("f.is_open = ?");
            values.add(open);
        });
        query.project().ifPresent(project -> {
            where.add("(f.is_open or " + MAY + ")");
            values.add(project);
        });
        query.marker().ifPresent(id -> {
            where.add("f.id > ?");
            values.add(id);
        });
        values.add(query.limit());
        return sql.list(this::flavor, "select f.* from compute_flavor f where " + String.join(" and ", where)
                + " order by f.id limit ?", values.toArray());
    }

    @Override
    public void change(Flavor flavor) {
        sql.update("update compute_flavor set description = ?, extra = ? where id = ?", flavor.description(),
                json.write(flavor.extra()), flavor.id());
    }

    @Override
    public boolean remove(String id) {
        return sql.update("delete from compute_flavor where id = ?", id) == 1;
    }

    @Override
    public Set<String> projects(String flavor) {
        return new LinkedHashSet<>(sql.list(row -> row.text("project"),
                "select project from compute_flavor_access where flavor = ? order by project", flavor));
    }

    @Override
    public boolean allow(String flavor, String project) {
        return sql.update("insert into compute_flavor_access (flavor, project) select ?, ? where not exists"
                + " (select 1 from compute_flavor_access where flavor = ? and project = ?)", flavor, project, flavor,
                project) == 1;
    }

    @Override
    public boolean forbid(String flavor, String project) {
        return sql.update("delete from compute_flavor_access where flavor = ? and project = ?", flavor, project) == 1;
    }

    private Flavor flavor(Row row) throws SQLException {
        return new Flavor(row.text("id"), row.text("name"), (int) row.number("processors"),
                (int) row.number("memory_mb"), (int) row.number("disk_gb"), row.flag("is_open"),
                row.maybe("description"), json.read(row.text("extra"), Json.TEXTS), row.time("created"));
    }
}
