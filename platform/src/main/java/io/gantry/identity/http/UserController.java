package io.gantry.identity.http;

import io.gantry.base.Origin;
import io.gantry.identity.Domain;
import io.gantry.identity.Projects;
import io.gantry.identity.User;
import io.gantry.identity.Users;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Controller("/identity/v3/users")
@ExecuteOn(TaskExecutors.BLOCKING)
class UserController {
    private final Users users;
    private final Projects projects;

    UserController(Users users, Projects projects) {
        this.users = users;
        this.projects = projects;
    }

    @Get
    Map<String, Object> list(Origin origin, @QueryValue Optional<String> name,
            @QueryValue("domain_id") Optional<String> domain, @QueryValue Optional<Boolean> enabled) {
        var found = users.list()
                .stream()
                .filter(one -> name.map(one.name()::equals).orElse(true))
                .filter(one -> enabled.map(wanted -> wanted == one.enabled()).orElse(true))
                .filter(_ -> Domain.is(domain, Optional.empty()))
                .map(one -> Views.OfUser.of(one, origin))
                .toList();
        return Lists.of("users", found, origin, "/users");
    }

    @Get("/{user_id}")
    Map<String, Object> show(Origin origin, @PathVariable("user_id") String id) {
        return answer(users.find(id), origin);
    }

    @Post
    HttpResponse<Map<String, Object>> create(Origin origin, @Body Bodies.ForUser body) throws InterruptedException {
        var made = users.create(Bodies.required(body.user(), "user").fields());
        return HttpResponse.created(answer(made, origin), URI.create(origin.of(Lists.ROOT + "/users/" + made.id())));
    }

    @Patch("/{user_id}")
    Map<String, Object> update(Origin origin, @PathVariable("user_id") String id, @Body Bodies.ForUser body)
            throws InterruptedException {
        return answer(users.update(id, Bodies.required(body.user(), "user").fields()), origin);
    }

    @Post("/{user_id}/password")
    @Status(HttpStatus.NO_CONTENT)
    void changePassword(HttpRequest<?> request, @PathVariable("user_id") String id, @Body Bodies.ForPassword body)
            throws InterruptedException {
        var fields = Bodies.required(body.user(), "user");
        users.changePassword(id, Bodies.required(fields.originalPassword(), "user.original_password"),
                Bodies.required(fields.password(), "user.password"), Address.of(request));
    }

    @Delete("/{user_id}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(@PathVariable("user_id") String id) {
        users.delete(id);
    }

    @Get("/{user_id}/projects")
    Map<String, Object> projects(Origin origin, @PathVariable("user_id") String id) {
        var found = projects.of(users.find(id).id()).stream().map(one -> Views.OfProject.of(one, origin)).toList();
        return Lists.of("projects", found, origin, "/users/" + id + "/projects");
    }

    /// There are no groups.
    @Get("/{user_id}/groups")
    Map<String, Object> groups(Origin origin, @PathVariable("user_id") String id) {
        return Lists.of("groups", List.of(), origin, "/users/" + users.find(id).id() + "/groups");
    }

    private static Map<String, Object> answer(User user, Origin origin) {
        return Map.of("user", Views.OfUser.of(user, origin));
    }
}
