package io.gantry.baremetal.store;

import io.gantry.baremetal.NodeStep;
import io.gantry.baremetal.Recipe;
import io.gantry.baremetal.RecipeRecords;
import io.gantry.base.Problem;
import io.gantry.sql.Row;
import io.gantry.sql.Sql;
import io.micronaut.core.type.Argument;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class StoredRecipes implements RecipeRecords {
    private static final Argument<List<NodeStep>> STEPS = Argument.listOf(NodeStep.class);
    private static final Argument<Map<String, Object>> EXTRA = Argument.mapOf(String.class, Object.class);

    private final Sql sql;
    private final Json json;

    StoredRecipes(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    @Override
    public void keep(Recipe one) {
        sql.unique(() -> {
            var written = sql.update(
                    "update node_recipe set name = ?, steps = ?, for_all = ?, owner = ?, needs_ramdisk = ?, extra = ?,"
                            + " updated = ? where id = ?",
                    one.name(), json.write(one.steps()), one.open(), one.owner(), one.agent(),
                    json.write(one.extra()), one.updated(), one.id());
            if (written == 0) {
                sql.update("insert into node_recipe (id, kind, name, steps, for_all, owner, needs_ramdisk, extra,"
                        + " created) values (?, ?, ?, ?, ?, ?, ?, ?, ?)", one.id(), one.kind(), one.name(),
                        json.write(one.steps()), one.open(), one.owner(), one.agent(), json.write(one.extra()),
                        one.created());
            }
        }, () -> Problem.conflict("There is one with the name %s already.".formatted(one.name())));
    }

    @Override
    public Optional<Recipe> find(Recipe.Kind kind, UUID id) {
        return sql.one(this::recipe, "select * from node_recipe where kind = ? and id = ?", kind, id);
    }

    @Override
    public Optional<Recipe> named(Recipe.Kind kind, String name) {
        return sql.one(this::recipe, "select * from node_recipe where kind = ? and name = ?", kind, name);
    }

    @Override
    public List<Recipe> list(Recipe.Kind kind, Optional<UUID> marker, int limit) {
        return marker.isEmpty()
                ? sql.list(this::recipe, "select * from node_recipe where kind = ? order by number limit ?", kind,
                        limit)
                : sql.list(this::recipe, "select * from node_recipe where kind = ? and number >"
                        + " (select number from node_recipe where id = ?) order by number limit ?", kind,
                        marker.get(), limit);
    }

    private Recipe recipe(Row row) throws SQLException {
        return new Recipe(row.id("id"), Recipe.Kind.valueOf(row.text("kind")), row.text("name"),
                json.read(row.text("steps"), STEPS), row.flag("for_all"), row.maybe("owner"), row.flag("needs_ramdisk"),
                json.read(row.text("extra"), EXTRA), row.time("created"), row.maybeTime("updated"));
    }

    @Override
    public void remove(UUID id) {
        sql.update("delete from node_recipe where id = ?", id);
    }
}
