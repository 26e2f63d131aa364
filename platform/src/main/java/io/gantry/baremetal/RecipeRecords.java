package io.gantry.baremetal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where deploy templates and runbooks are written down.
public interface RecipeRecords {
    /// In place of one of the same id, if there is one.
    ///
    /// @throws io.gantry.base.Problem CONFLICT if its name is another's
    void keep(Recipe recipe);

    Optional<Recipe> find(Recipe.Kind kind, UUID id);

    Optional<Recipe> named(Recipe.Kind kind, String name);

    List<Recipe> list(Recipe.Kind kind, Optional<UUID> marker, int limit);

    void remove(UUID id);
}
