package io.gantry.baremetal;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Deploy templates and runbooks.
@Singleton
public final class Recipes {
    private final RecipeRecords records;

    Recipes(RecipeRecords records) {
        this.records = records;
    }

    public void keep(Recipe recipe) {
        Names.checkTraits(Set.of(recipe.name()));
        if (recipe.steps().isEmpty()) {
            throw Problem.invalid("No %s steps specified. Must have at least one.".formatted(
                    recipe.kind() == Recipe.Kind.TEMPLATE ? "deploy" : "runbook"));
        }
        for (var at = 1; at < recipe.steps().size(); at++) {
            if (recipe.steps().subList(0, at).stream().anyMatch(recipe.steps().get(at)::same)) {
                throw Problem.invalid("The step %s.%s stands there twice.".formatted(recipe.steps().get(at).area(),
                        recipe.steps().get(at).name()));
            }
        }
        records.keep(recipe);
    }

    /// The one of that id or name.
    public Recipe find(Recipe.Kind kind, String ident) {
        return JsonBody.parsed(ident)
                .flatMap(id -> records.find(kind, id))
                .or(() -> records.named(kind, ident))
                .orElseThrow(() -> Problem.notFound("%s %s could not be found.".formatted(
                        kind == Recipe.Kind.TEMPLATE ? "Deploy template" : "Runbook", JsonBody.cut(ident))));
    }

    public List<Recipe> list(Recipe.Kind kind, Optional<UUID> marker, int limit) {
        return records.list(kind, marker, limit);
    }

    public void delete(Recipe recipe) {
        records.remove(recipe.id());
    }

    /// The steps of a deployment: what its user asked for, then those of the templates whose traits its instance names.
    List<NodeStep> deployment(BareMetalNode node, List<NodeStep> asked) {
        var all = new ArrayList<>(asked);
        for (var trait : node.fields().instanceTraits()) {
            records.named(Recipe.Kind.TEMPLATE, trait)
                    .ifPresent(template -> template.steps()
                            .stream()
                            .filter(step -> all.stream().noneMatch(step::same))
                            .forEach(all::add));
        }
        return all;
    }
}
