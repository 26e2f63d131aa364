package io.gantry.identity.http;

import io.gantry.base.Origin;
import io.gantry.identity.Caller;
import io.gantry.identity.Projects;
import io.gantry.identity.Roles;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// For what the caller could ask a token.
@Controller("/identity/v3/auth")
@ExecuteOn(TaskExecutors.BLOCKING)
class AuthController {
    private final Projects projects;
    private final Roles roles;

    AuthController(Projects projects, Roles roles) {
        this.projects = projects;
        this.roles = roles;
    }

    @Get("/projects")
    Map<String, Object> projects(Origin origin, Caller caller) {
        var found = projects.of(caller.user()).stream().map(one -> Views.OfProject.of(one, origin)).toList();
        return Lists.of("projects", found, origin, "/auth/projects");
    }

    @Get("/domains")
    Map<String, Object> domains(Origin origin) {
        return Lists.of("domains", List.of(), origin, "/auth/domains");
    }

    @Get("/system")
    Map<String, Object> system(Origin origin, Caller caller) {
        var found = roles.of(caller.user(), Optional.empty()).isEmpty() ? List.of() : List.of(Map.of("all", true));
        return Lists.of("system", found, origin, "/auth/system");
    }
}
