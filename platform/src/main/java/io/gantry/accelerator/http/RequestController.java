package io.gantry.accelerator.http;

import io.gantry.accelerator.AcceleratorRequest;
import io.gantry.accelerator.Bindings;
import io.gantry.accelerator.GuestDevice;
import io.gantry.accelerator.Placing;
import io.gantry.accelerator.Profile;
import io.gantry.accelerator.Profiles;
import io.gantry.accelerator.Requests;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.gantry.job.Job;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What Gantry says and does of accelerator requests beyond what clients of the accelerator API know.
@Controller("/gantry/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class RequestController {
    private final Requests requests;
    private final Profiles profiles;
    private final Placing placing;
    private final Bindings bindings;
    private final ServiceToken service;

    RequestController(Requests requests, Profiles profiles, Placing placing, Bindings bindings, ServiceToken service) {
        this.requests = requests;
        this.profiles = profiles;
        this.placing = placing;
        this.bindings = bindings;
        this.service = service;
    }

    /// A request with why it is as it is, and with what a guest is started to get it.
    record View(UUID id, String state, String profile, int group, String project, Optional<String> host,
            Optional<UUID> part,
            Optional<String> instance, Optional<Map<String, Object>> attachment, Optional<GuestDevice> guestDevice,
            Optional<String> reason, Optional<UUID> job, Instant created) {
        static View of(AcceleratorRequest request) {
            return new View(request.id(),
                    request.state() == AcceleratorRequest.State.UNBINDING ? "Unbinding" : request.state().word(),
                    request.profileName(), request.group(), request.project(), request.host(), request.part(),
                    request.instance(),
                    request.attachment().map(DeviceView.PartView::attachment), request.guestDevice(), request.reason(),
                    request.job(),
                    request.created());
        }
    }

    @Get("/accelerator-requests")
    Map<String, List<View>> list(Caller caller, Optional<String> instance) {
        return Map.of("accelerator_requests", requests.list(caller, instance).stream().map(View::of).toList());
    }

    @Get("/accelerator-requests/{id}")
    View show(Caller caller, String id) {
        return View.of(requests.find(caller, JsonBody.known(id, "accelerator request")));
    }

    /// @param profile name of a device profile
    record Wanted(@Nullable String profile) {}

    @Post("/accelerator-requests")
    @Status(HttpStatus.CREATED)
    Map<String, List<View>> create(Caller caller, @io.micronaut.http.annotation.Body Wanted wanted) {
        if (wanted.profile() == null) {
            throw Problem.invalid("the field profile is missing: the name of a device profile");
        }
        var made = requests.create(caller, profiles.named(wanted.profile()), Optional.empty());
        return Map.of("accelerator_requests", made.stream().map(View::of).toList());
    }

    /// @param instance id of the guest
    record Guest(@Nullable String instance) {}

    /// Binds it to whatever fits.
    @Post("/accelerator-requests/{id}/place")
    @Status(HttpStatus.ACCEPTED)
    Job place(Caller caller, HttpRequest<?> request, String id, @io.micronaut.http.annotation.Body Guest guest)
            throws InterruptedException {
        service.require(caller, request);
        var found = requests.find(caller, JsonBody.known(id, "accelerator request"));
        var instance = JsonBody.id(guest.instance() == null ? "" : guest.instance(), "instance");
        return placing.place(found, instance.toString()).getFirst();
    }

    @Post("/accelerator-requests/{id}/unbind")
    @Consumes(MediaType.ALL)
    View unbind(Caller caller, HttpRequest<?> request, String id) throws InterruptedException {
        service.require(caller, request);
        bindings.release(List.of(requests.find(caller, JsonBody.known(id, "accelerator request"))), false);
        return View.of(requests.find(caller, JsonBody.known(id, "accelerator request")));
    }

    @Delete("/accelerator-requests/{id}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, HttpRequest<?> request, String id) throws InterruptedException {
        var found = requests.find(caller, JsonBody.known(id, "accelerator request"));
        if (found.instance().isPresent()) {
            service.require(caller, request);
        }
        bindings.release(List.of(found), true);
    }

    /// What would become of a request for that profile now, by candidate.
    record Explanation(String profile, boolean fits, List<Placing.Candidate> candidates) {}

    @Get("/accelerator-profiles/{name}/explain")
    Explanation explain(String name) {
        Profile profile = JsonBody.parsed(name).map(profiles::find).orElseGet(() -> profiles.named(name));
        var candidates = placing.explain(profile);
        var fits = java.util.stream.IntStream.range(0, profile.groups().size())
                .allMatch(group -> profile.groups().get(group).requests() == 0
                        || candidates.stream().anyMatch(one -> one.group() == group && one.fits()));
        return new Explanation(profile.name(), fits, candidates);
    }
}
