package io.gantry.accelerator.http;

import io.gantry.accelerator.AcceleratorRequest;
import io.gantry.accelerator.Bindings;
import io.gantry.accelerator.Profiles;
import io.gantry.accelerator.Requests;
import io.gantry.accelerator.Target;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/accelerator/v2/accelerator_requests`.
@Controller(AcceleratorErrors.PREFIX + "/v2/accelerator_requests")
@ExecuteOn(TaskExecutors.BLOCKING)
class ArqController {
    private static final int MOST = 100;

    private final Requests requests;
    private final Profiles profiles;
    private final Bindings bindings;
    private final ServiceToken service;

    ArqController(Requests requests, Profiles profiles, Bindings bindings, ServiceToken service) {
        this.requests = requests;
        this.profiles = profiles;
        this.bindings = bindings;
        this.service = service;
    }

    @Post
    @Status(HttpStatus.CREATED)
    Map<String, List<ArqView>> create(Caller caller, Origin origin, @io.micronaut.http.annotation.Body byte[] bytes) {
        var body = JsonBody.of(bytes, "accelerator request")
                .only("device_profile_name", "device_profile_group_id", "image_uuid");
        var profile = profiles.named(body.needed("device_profile_name"));
        return views(requests.create(caller, profile, body.number("device_profile_group_id")), origin);
    }

    private static Map<String, List<ArqView>> views(List<AcceleratorRequest> all, Origin origin) {
        return Map.of("arqs", all.stream().map(one -> ArqView.of(one, origin)).toList());
    }

    /// With `bind_state=resolved` and an instance, 423 until none of its requests is being bound.
    @Get
    HttpResponse<Map<String, List<ArqView>>> list(Caller caller, HttpRequest<?> request, Origin origin) {
        var resolved = Optional.ofNullable(request.getParameters().get("bind_state"));
        if (resolved.isPresent() && !resolved.get().equals("resolved")) {
            throw Problem.invalid("bind_state can only be resolved.");
        }
        var instance = Optional.ofNullable(request.getParameters().get("instance"));
        var all = requests.list(caller, instance);
        if (resolved.isPresent() && instance.isPresent() && !all.stream().allMatch(one -> one.state().resolved())) {
            return HttpResponse.status(HttpStatus.LOCKED);
        }
        return HttpResponse
                .ok(views(all.stream().filter(one -> resolved.isEmpty() || one.state().resolved()).toList(), origin));
    }

    @Get("/{id}")
    ArqView show(Caller caller, Origin origin, String id) {
        return ArqView.of(requests.find(caller, JsonBody.known(id, "accelerator request")), origin);
    }

    @Patch
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.ACCEPTED)
    void patch(Caller caller, HttpRequest<?> request, @io.micronaut.http.annotation.Body byte[] bytes)
            throws InterruptedException {
        var body = JsonBody.of(bytes, "patch of accelerator requests").object();
        var bound = new LinkedHashMap<AcceleratorRequest, Target>();
        var released = new java.util.ArrayList<AcceleratorRequest>();
        if (body.json().isEmpty() || body.json().size() > MOST) {
            throw Problem.invalid("Couldn't apply patch. Reason: it names 1 to " + MOST + " accelerator requests.");
        }
        for (var field : body.json().properties()) {
            var patch = ArqPatch.of(new JsonBody(field.getValue(), "patch"), AcceleratorVersion.of(request),
                    caller.has("admin"));
            var arq = requests.find(caller, JsonBody.id(field.getKey(), "accelerator request"));
            patch.target().ifPresentOrElse(target -> bound.put(arq, target), () -> released.add(arq));
        }
        if (!bound.isEmpty() && !released.isEmpty()) {
            throw Problem.invalid("Couldn't apply patch. Reason: Every op must be add or remove.");
        }
        service.require(caller, request);
        if (bound.isEmpty()) {
            bindings.release(released, false);
        } else {
            bindings.bind(bound);
        }
    }

    /// Some clients name the request in the path too.
    @Patch("/{id}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.ACCEPTED)
    void patchOne(Caller caller, HttpRequest<?> request, String id, @io.micronaut.http.annotation.Body byte[] bytes)
            throws InterruptedException {
        requests.find(caller, JsonBody.known(id, "accelerator request"));
        patch(caller, request, bytes);
    }

    @Delete("/{id}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void deleteOne(Caller caller, HttpRequest<?> request, String id) throws InterruptedException {
        delete(caller, request, List.of(requests.find(caller, JsonBody.known(id, "accelerator request"))));
    }

    /// By ids, or all of an instance; the latter does no harm twice.
    @Delete
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void deleteAll(Caller caller, HttpRequest<?> request) throws InterruptedException {
        var ids = Optional.ofNullable(request.getParameters().get("arqs")).filter(text -> !text.isEmpty());
        var instance = Optional.ofNullable(request.getParameters().get("instance")).filter(text -> !text.isEmpty());
        if (ids.isPresent() == instance.isPresent()) {
            throw Problem.invalid(
                    "Object action delete failed because: Provide either an ARQ uuid list or an instance UUID.");
        }
        if (instance.isPresent()) {
            service.require(caller, request);
            bindings.release(requests.list(caller, instance), true);
            return;
        }
        delete(caller, request, new LinkedHashSet<>(Arrays.asList(ids.get().split(",", -1))).stream()
                .map(id -> requests.find(caller, JsonBody.id(id.strip(), "accelerator request")))
                .toList());
    }

    private void delete(Caller caller, HttpRequest<?> request, List<AcceleratorRequest> all)
            throws InterruptedException {
        if (all.stream().anyMatch(one -> one.instance().isPresent())) {
            service.require(caller, request);
        }
        bindings.release(all, true);
    }
}
