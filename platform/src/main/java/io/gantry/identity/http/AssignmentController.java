package io.gantry.identity.http;

import io.gantry.base.Origin;
import io.gantry.identity.Assignment;
import io.gantry.identity.Domain;
import io.gantry.identity.Project;
import io.gantry.identity.Projects;
import io.gantry.identity.Role;
import io.gantry.identity.Roles;
import io.gantry.identity.User;
import io.gantry.identity.Users;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Who has which role for what, all in one list.
@Controller("/identity/v3/role_assignments")
@ExecuteOn(TaskExecutors.BLOCKING)
class AssignmentController {
    private final Roles roles;
    private final Users users;
    private final Projects projects;

    AssignmentController(Roles roles, Users users, Projects projects) {
        this.roles = roles;
        this.users = users;
        this.projects = projects;
    }

    @Get
    Map<String, Object> list(HttpRequest<?> request, Origin origin) {
        var query = request.getParameters();
        var user = query.getFirst("user.id");
        var role = query.getFirst("role.id");
        var project = query.getFirst("scope.project.id");
        var system = query.contains("scope.system");
        var nowhere = query.contains("group.id") || query.contains("scope.domain.id")
                || query.contains("scope.OS-INHERIT:inherited_to");
        var names = told(query.getFirst("include_names"));
        var all = told(query.getFirst("effective")) ? roles.effective() : roles.assignments();
        var found = all.stream()
                .filter(_ -> !nowhere)
                .filter(one -> user.map(one.user()::equals).orElse(true) && role.map(one.role()::equals).orElse(true))
                .filter(one -> project.map(id -> one.project().filter(id::equals).isPresent()).orElse(true))
                .filter(one -> !system || one.project().isEmpty())
                .toList();
        var named = names ? new Named(users, projects, roles) : Named.NOBODY;
        return Lists.of("role_assignments", found.stream().map(one -> view(one, named, origin)).toList(), origin,
                "/role_assignments");
    }

    /// A parameter without a value is as good as true.
    private static boolean told(Optional<String> value) {
        return value.filter(text -> !List.of("0", "false", "False").contains(text)).isPresent();
    }

    private static Map<String, Object> view(Assignment one, Named named, Origin origin) {
        var target = one.project()
                .map(id -> "/projects/" + id)
                .orElse("/system");
        var scope = one.project()
                .<Map<String, Object>>map(id -> Map.of("project", named.part(id, named.projects(), true)))
                .orElse(Map.of("system", Map.of("all", true)));
        return Map.of("user", named.part(one.user(), named.users(), true), "role",
                named.part(one.role(), named.roles(), false), "scope", scope, "links", Map.of("assignment",
                        origin.of(Lists.ROOT + target + "/users/" + one.user() + "/roles/" + one.role())));
    }

    /// The names of all ids, where they are asked for.
    private record Named(Map<String, String> users, Map<String, String> projects, Map<String, String> roles) {
        static final Named NOBODY = new Named(Map.of(), Map.of(), Map.of());

        Named(Users users, Projects projects, Roles roles) {
            this(users.list().stream().collect(Collectors.toMap(User::id, User::name)),
                    projects.list().stream().collect(Collectors.toMap(Project::id, Project::name)),
                    roles.list().stream().collect(Collectors.toMap(Role::id, Role::name)));
        }

        Map<String, Object> part(String id, Map<String, String> names, boolean inDomain) {
            var part = new LinkedHashMap<String, Object>(Map.of("id", id));
            Optional.ofNullable(names.get(id)).ifPresent(name -> {
                part.put("name", name);
                if (inDomain) {
                    part.put("domain", Map.of("id", Domain.ID, "name", Domain.NAME));
                }
            });
            return part;
        }
    }
}
