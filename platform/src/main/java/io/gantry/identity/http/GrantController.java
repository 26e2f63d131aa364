package io.gantry.identity.http;

import io.gantry.base.Origin;
import io.gantry.identity.Assignment;
import io.gantry.identity.Role;
import io.gantry.identity.Roles;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which roles a user has for a project and for the system.
@Controller("/identity/v3")
@ExecuteOn(TaskExecutors.BLOCKING)
class GrantController {
    private final Roles roles;

    GrantController(Roles roles) {
        this.roles = roles;
    }

    @Get("/projects/{project_id}/users/{user_id}/roles")
    Map<String, Object> list(Origin origin, @PathVariable("project_id") String project,
            @PathVariable("user_id") String user) {
        return answer(origin, roles.of(user, Optional.of(project)),
                "/projects/" + project + "/users/" + user + "/roles");
    }

    @Put("/projects/{project_id}/users/{user_id}/roles/{role_id}")
    @Status(HttpStatus.NO_CONTENT)
    void grant(@PathVariable("project_id") String project, @PathVariable("user_id") String user,
            @PathVariable("role_id") String role) {
        roles.grant(new Assignment(user, role, Optional.of(project)));
    }

    @Get("/projects/{project_id}/users/{user_id}/roles/{role_id}")
    @Status(HttpStatus.NO_CONTENT)
    void check(@PathVariable("project_id") String project, @PathVariable("user_id") String user,
            @PathVariable("role_id") String role) {
        roles.check(new Assignment(user, role, Optional.of(project)));
    }

    @Delete("/projects/{project_id}/users/{user_id}/roles/{role_id}")
    @Status(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable("project_id") String project, @PathVariable("user_id") String user,
            @PathVariable("role_id") String role) {
        roles.withdraw(new Assignment(user, role, Optional.of(project)));
    }

    @Get("/system/users/{user_id}/roles")
    Map<String, Object> listSystem(Origin origin, @PathVariable("user_id") String user) {
        return answer(origin, roles.of(user, Optional.empty()), "/system/users/" + user + "/roles");
    }

    @Put("/system/users/{user_id}/roles/{role_id}")
    @Status(HttpStatus.NO_CONTENT)
    void grantSystem(@PathVariable("user_id") String user, @PathVariable("role_id") String role) {
        roles.grant(new Assignment(user, role, Optional.empty()));
    }

    @Get("/system/users/{user_id}/roles/{role_id}")
    @Status(HttpStatus.NO_CONTENT)
    void checkSystem(@PathVariable("user_id") String user, @PathVariable("role_id") String role) {
        roles.check(new Assignment(user, role, Optional.empty()));
    }

    @Delete("/system/users/{user_id}/roles/{role_id}")
    @Status(HttpStatus.NO_CONTENT)
    void withdrawSystem(@PathVariable("user_id") String user, @PathVariable("role_id") String role) {
        roles.withdraw(new Assignment(user, role, Optional.empty()));
    }

    private static Map<String, Object> answer(Origin origin, List<Role> found, String path) {
        return Lists.of("roles", found.stream().map(one -> Views.OfRole.of(one, origin)).toList(), origin, path);
    }
}
