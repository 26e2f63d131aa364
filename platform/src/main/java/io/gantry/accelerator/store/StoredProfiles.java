package io.gantry.accelerator.store;

import io.gantry.accelerator.Profile;
import io.gantry.accelerator.ProfileGroup;
import io.gantry.accelerator.ProfileRecords;
import io.gantry.base.Problem;
import io.gantry.sql.Json;
import io.gantry.sql.Row;
import io.gantry.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class StoredProfiles implements ProfileRecords {
    private final Sql sql;
    private final Json json;

    StoredProfiles(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    @Override
    public void add(Profile profile) {
        sql.unique(() -> sql.update(
                "insert into accelerator_profile (id, name, description, content, created) values (?, ?, ?, ?, ?)",
                profile.id(), profile.name(), profile.description(),
                json.write(profile.groups().stream().map(ProfileGroup::fields).toList()), profile.created()),
                () -> Problem.conflict(
                        "A device_profile with name %s or with that id already exists.".formatted(profile.name())));
    }

    @Override
    public List<Profile> list() {
        return sql.list(this::profile, "select * from accelerator_profile order by number");
    }

    @Override
    public Optional<Profile> find(UUID id) {
        return sql.one(this::profile, "select * from accelerator_profile where id = ?", id);
    }

    @Override
    public Optional<Profile> named(String name) {
        return sql.one(this::profile, "select * from accelerator_profile where name = ?", name);
    }

    private Profile profile(Row row) throws SQLException {
        return new Profile(row.id("id"), row.text("name"), row.text("description"),
                json.read(row.text("content"), Json.GROUPS).stream().map(ProfileGroup::new).toList(),
                row.time("created"));
    }

    @Override
    public void remove(List<UUID> ids) {
        sql.inTransaction(() -> {
            sql.one(row -> row.id("id"), "select id from accelerator_request where profile = any(?) limit 1", ids)
                    .ifPresent(request -> {
                        throw Problem.conflict(
                                "A device profile is in use by accelerator request %s; delete its requests first."
                                        .formatted(request));
                    });
            return sql.update("delete from accelerator_profile where id = any(?)", ids);
        });
    }
}
