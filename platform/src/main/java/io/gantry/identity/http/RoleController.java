package io.gantry.identity.http;

import io.gantry.base.Origin;
import io.gantry.identity.Role;
import io.gantry.identity.Roles;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@Controller("/identity/v3")
@ExecuteOn(TaskExecutors.BLOCKING)
class RoleController {
    private final Roles roles;

    RoleController(Roles roles) {
        this.roles = roles;
    }

    @Get("/roles")
    Map<String, Object> list(Origin origin, @QueryValue Optional<String> name,
            @QueryValue("domain_id") Optional<String> domain) {
        var found = roles.list()
                .stream()
                .filter(one -> name.map(one.name()::equals).orElse(true) && domain.isEmpty())
                .map(one -> Views.OfRole.of(one, origin))
                .toList();
        return Lists.of("roles", found, origin, "/roles");
    }

    @Get("/roles/{role_id}")
    Map<String, Object> show(Origin origin, @PathVariable("role_id") String id) {
        return Map.of("role", Views.OfRole.of(roles.find(id), origin));
    }

    @Post("/roles")
    HttpResponse<Map<String, Object>> create(Origin origin, @Body Bodies.ForRole body) {
        var fields = Bodies.required(body.role(), "role").checked();
        var made = roles.create(fields.name(), fields.description());
        return HttpResponse.created(Map.of("role", Views.OfRole.of(made, origin)),
                URI.create(origin.of(Lists.ROOT + "/roles/" + made.id())));
    }

    @Patch("/roles/{role_id}")
    Map<String, Object> update(Origin origin, @PathVariable("role_id") String id, @Body Bodies.ForRole body) {
        var fields = Bodies.required(body.role(), "role").checked();
        return Map.of("role", Views.OfRole.of(roles.update(id, fields.name(), fields.description()), origin));
    }

    @Delete("/roles/{role_id}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(@PathVariable("role_id") String id) {
        roles.delete(id);
    }

    private record Inference(Views.OfRole priorRole, List<Views.OfRole> implies) {}

    /// Each role implies the next one; what follows from that by itself is not listed.
    @Get("/role_inferences")
    Map<String, Object> inferences(Origin origin) {
        var byName = roles.list().stream().collect(Collectors.toMap(Role::name, Function.identity()));
        var inOrder = Role.ORDER.stream()
                .flatMap(name -> Optional.ofNullable(byName.get(name)).stream())
                .map(one -> Views.OfRole.of(one, origin))
                .toList();
        var found = IntStream.range(1, inOrder.size())
                .mapToObj(at -> new Inference(inOrder.get(at - 1), List.of(inOrder.get(at))))
                .toList();
        return Lists.of("role_inferences", found, origin, "/role_inferences");
    }
}
