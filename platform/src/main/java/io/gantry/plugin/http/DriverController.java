package io.gantry.plugin.http;

import io.gantry.base.Problem;
import io.gantry.base.Suggestion;
import io.gantry.plugin.DriverType;
import io.gantry.plugin.Guide;
import io.gantry.plugin.Plugins;
import io.gantry.plugin.Schema;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The drivers that loaded plugins bring.
@Controller("/gantry/v1/drivers")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DriverController {
    private final Plugins plugins;

    DriverController(Plugins plugins) {
        this.plugins = plugins;
    }

    @Introspected
    record DriverDocument(String id, String kind, Set<String> roles, String description, String plugin) {
        static DriverDocument of(DriverType type) {
            return new DriverDocument(type.id(), type.kind(), type.roles(), type.description(), type.plugin());
        }
    }

    @Get
    Map<String, List<DriverDocument>> list() {
        return Map.of("drivers", plugins.types().stream().map(DriverDocument::of).toList());
    }

    @Get("/{id}")
    DriverDocument get(String id) {
        return DriverDocument.of(type(id));
    }

    @Get(value = "/{id}/schema", produces = "application/schema+json")
    Map<String, Object> schema(String id) {
        return Schema.of(type(id).options().orElse(None.class));
    }

    @Get(value = "/{id}/guide", produces = "text/markdown;charset=utf-8")
    String guide(String id) {
        return Guide.of(type(id));
    }

    /// The options of a driver that takes none.
    record None() {}

    private DriverType type(String id) {
        return plugins.type(id)
                .orElseThrow(() -> Problem.notFound("no loaded plugin brings a driver '" + id + "'"
                        + Suggestion.text(id, plugins.types().stream().map(DriverType::id).toList())));
    }
}
