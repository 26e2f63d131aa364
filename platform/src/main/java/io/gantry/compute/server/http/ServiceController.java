package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.compute.ComputeHost;
import io.gantry.compute.Hosts;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.util.Optional;

/// `/compute/v2.1/os-services`: each compute host has one, `nova-compute`, by which it is enabled and disabled.
@Controller(ComputeErrors.V21 + "/os-services")
@ExecuteOn(TaskExecutors.BLOCKING)
class ServiceController {
    private static final String BINARY = "nova-compute";
    private static final int FORCED = 11;
    private static final int BY_ID = 53;
    private static final int LONGEST = 255;

    private final Hosts hosts;
    private final InstantSource clock;

    ServiceController(Hosts hosts, InstantSource clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    @Get
    ObjectNode list(HttpRequest<?> request) throws InterruptedException {
        var listing = Listing.of(request);
        var answer = View.object();
        var items = answer.putArray("services");
        if (listing.text("binary").map(BINARY::equals).orElse(true)) {
            for (var one : HostNumber.of(hosts.list())) {
                if (listing.text("host").map(one.host().name()::equals).orElse(true)) {
                    items.add(view(one, ComputeVersion.of(request)));
                }
            }
        }
        return answer;
    }

    private ObjectNode view(HostNumber one, int version) {
        var view = View.object();
        one.putServiceId(view, version);
        view.put("binary", BINARY).put("host", one.host().name()).put("zone", ServerView.ZONE);
        view.put("status", enabled(one.host()) ? "enabled" : "disabled");
        view.put("state", one.host().silence().isEmpty() ? "up" : "down");
        view.put("disabled_reason", one.host().reason().orElse(null));
        view.put("updated_at", View.fine(clock.instant()));
        if (version >= FORCED) {
            view.put("forced_down", false);
        }
        return view;
    }

    private static boolean enabled(ComputeHost host) {
        return host.state() == ComputeHost.State.ENABLED;
    }

    /// By its id, from 2.53 on.
    @Put("/{id}")
    ObjectNode change(HttpRequest<?> request, String id, @Body byte[] bytes) throws InterruptedException {
        var version = ComputeVersion.of(request);
        var body = JsonBody.of(bytes, "request");
        if (version < BY_ID) {
            return old(id, body);
        }
        body.only("status", "disabled_reason", "forced_down");
        var known = HostNumber.of(hosts.list())
                .stream()
                .filter(one -> one.serviceId(version).equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Compute service %s could not be found.".formatted(
                        JsonBody.cut(id))));
        if (body.part("forced_down").filter(part -> part.json().asBoolean()).isPresent()) {
            throw Problem.invalid("'forced_down' is not offered: a host that does not answer is known to be down.");
        }
        var host = set(known.host().name(), body.needed("status"), body.text("disabled_reason", LONGEST));
        var answer = View.object();
        answer.set("service", view(new HostNumber(host, known.number()), version));
        return answer;
    }

    private ComputeHost set(String host, String status, Optional<String> reason) throws InterruptedException {
        return switch (status) {
            case "enabled" -> {
                if (reason.isPresent()) {
                    throw Problem.invalid("Specifying 'disabled_reason' when status is 'enabled' is invalid.");
                }
                yield hosts.enable(host);
            }
            case "disabled" -> hosts.disable(host, reason);
            default -> throw Problem.invalid("'status' is enabled or disabled.");
        };
    }

    /// By its host, before: `/os-services/disable`.
    private ObjectNode old(String verb, JsonBody body) throws InterruptedException {
        body.only("host", "binary", "disabled_reason");
        if (!body.needed("binary").equals(BINARY)) {
            throw Problem.notFound("There are services " + BINARY + " and no others.");
        }
        var host = body.needed("host");
        var reason = body.text("disabled_reason", LONGEST);
        switch (verb) {
            case "enable" -> set(host, "enabled", Optional.empty());
            case "disable" -> set(host, "disabled", Optional.empty());
            case "disable-log-reason" -> set(host, "disabled", reason);
            default -> throw Problem.notFound("Unknown action of a service: " + JsonBody.cut(verb));
        }
        var answer = View.object();
        var view = answer.putObject("service").put("host", host).put("binary", BINARY);
        view.put("status", verb.equals("enable") ? "enabled" : "disabled");
        reason.ifPresent(text -> view.put("disabled_reason", text));
        return answer;
    }
}
