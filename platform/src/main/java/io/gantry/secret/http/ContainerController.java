package io.gantry.secret.http;

import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.gantry.secret.Container;
import io.gantry.secret.ContainerUsers;
import io.gantry.secret.Containers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// `/key-manager/v1/containers`.
@Controller(KeyManagerErrors.PREFIX + "/v1/containers")
@ExecuteOn(TaskExecutors.BLOCKING)
class ContainerController {
    private static final int LONGEST = 255;

    private final Containers containers;
    private final ContainerUsers users;

    ContainerController(Containers containers, ContainerUsers users) {
        this.containers = containers;
        this.users = users;
    }

    @Post
    HttpResponse<Map<String, String>> create(Caller caller, Origin origin, @Body byte[] body)
            throws InterruptedException {
        var fields = Fields.of(body, "Container", "name", "type", "secret_refs");
        var type = type(fields.needed("type", LONGEST)).orElseThrow(
                () -> fields.refusal("type", "generic, rsa or certificate"));
        var parts = fields.objects("secret_refs", "name", "secret_ref")
                .stream()
                .map(ContainerController::part)
                .toList();
        var container = containers.create(caller, fields.text("name", LONGEST).map(String::strip), type, parts);
        var ref = Refs.of(origin).container(container.id());
        return HttpResponse.created(Map.of("container_ref", ref)).header("Location", ref);
    }

    private static Optional<Container.Type> type(String word) {
        return switch (word) {
            case "generic" -> Optional.of(Container.Type.GENERIC);
            case "rsa" -> Optional.of(Container.Type.RSA);
            case "certificate" -> Optional.of(Container.Type.CERTIFICATE);
            default -> Optional.empty();
        };
    }

    private static Container.Part part(Fields fields) {
        return new Container.Part(fields.text("name", LONGEST).map(String::strip).orElse(""),
                Refs.secretOf(fields.needed("secret_ref", LONGEST)));
    }

    @Get
    Map<String, Object> list(Caller caller, HttpRequest<?> request, Origin origin) {
        var refs = Refs.of(origin);
        var parameters = request.getParameters();
        var type = Optional.ofNullable(parameters.get("type")).filter(word -> !word.isEmpty());
        var found = containers.list(caller, Optional.ofNullable(parameters.get("name")),
                type.map(word -> type(word).orElseThrow(
                        () -> Problem.invalid("type is generic, rsa or certificate."))),
                Paging.window(request));
        var known = users.of(found.items());
        return Paging.page(request, origin, "containers", found,
                container -> ContainerView.of(container, known.getOrDefault(container.id(), List.of()), refs));
    }

    @Get("/{id}")
    ContainerView show(Caller caller, Origin origin, String id) {
        return view(origin, containers.find(caller, id(id)));
    }

    @Delete("/{id}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, String id) {
        containers.delete(caller, id(id));
    }

    @Post("/{id}/secrets")
    HttpResponse<Map<String, String>> add(Caller caller, Origin origin, String id, @Body byte[] body) {
        containers.add(caller, id(id), part(Fields.of(body, "Container Secret", "name", "secret_ref")));
        var ref = Refs.of(origin).container(id(id));
        return HttpResponse.created(Map.of("container_ref", ref)).header("Location", ref);
    }

    @Delete("/{id}/secrets")
    @Status(HttpStatus.NO_CONTENT)
    void remove(Caller caller, String id, @Body byte[] body) {
        containers.remove(caller, id(id), part(Fields.of(body, "Container Secret", "name", "secret_ref")));
    }

    @Get("/{id}/consumers")
    Map<String, Object> consumers(Caller caller, HttpRequest<?> request, Origin origin, String id) {
        var all = users.list(caller, id(id));
        var window = Paging.window(request);
        var page = all.stream().skip(window.offset()).limit(window.limit()).toList();
        return Paging.page(request, origin, "consumers", new io.gantry.secret.Found<>(page, all.size()),
                ContainerView.Entry::of);
    }

    @Post("/{id}/consumers")
    HttpResponse<ContainerView> use(Caller caller, Origin origin, String id, @Body byte[] body)
            throws InterruptedException {
        var fields = consumer(body);
        users.add(caller, id(id), fields.needed("name", LONGEST), fields.needed("URL", LONGEST));
        return HttpResponse.ok(view(origin, containers.find(caller, id(id))))
                .header("Location", Refs.of(origin).container(id(id)) + "/consumers");
    }

    @Delete("/{id}/consumers")
    ContainerView unuse(Caller caller, Origin origin, String id, @Body byte[] body) {
        var fields = consumer(body);
        users.remove(caller, id(id), fields.needed("name", LONGEST), fields.needed("URL", LONGEST));
        return view(origin, containers.find(caller, id(id)));
    }

    private static Fields consumer(byte[] body) {
        return Fields.of(body, "Consumer", "name", "URL");
    }

    private ContainerView view(Origin origin, Container container) {
        return ContainerView.of(container, users.of(List.of(container)).getOrDefault(container.id(), List.of()),
                Refs.of(origin));
    }

    private static UUID id(String text) {
        return Refs.id(text, "container");
    }
}
