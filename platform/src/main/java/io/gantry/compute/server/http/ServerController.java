package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.api.HypervisorDriver;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.base.RequestId;
import io.gantry.compute.server.Server;
import io.gantry.compute.server.Servers;
import io.gantry.identity.Caller;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Handle;
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
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.stream.Collectors;

/// `/compute/v2.1/servers`.
@Controller(ComputeErrors.V21 + "/servers")
@ExecuteOn(TaskExecutors.BLOCKING)
class ServerController {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 65_535;

    private final Servers servers;
    private final ServerRequest wanted;
    private final Drivers drivers;

    ServerController(Servers servers, ServerRequest wanted, Drivers drivers) {
        this.servers = servers;
        this.wanted = wanted;
        this.drivers = drivers;
    }

    @Post
    HttpResponse<ObjectNode> create(Caller caller, HttpRequest<?> request, RequestId id, Origin origin,
            @Body byte[] bytes) {
        var server = servers.create(caller, id, wanted.read(caller, ComputeVersion.of(request), bytes));
        var view = View.object().put("id", server.id().toString()).put("OS-DCF:diskConfig", "MANUAL");
        view.set("links", View.links(origin, "servers/" + server.id()));
        view.set("security_groups", View.array());
        var answer = View.object();
        answer.set("server", view);
        return HttpResponse.<ObjectNode>accepted()
                .body(answer)
                .header("Location", origin.of(ComputeErrors.V21 + "/servers/" + server.id()));
    }

    @Get
    ObjectNode list(Caller caller, HttpRequest<?> request, Origin origin) {
        var listing = Listing.of(request);
        var view = view(caller, request, origin, false);
        return listing.answer("servers", servers.list(ServerFilters.of(caller, listing)), view::brief,
                server -> server.id().toString(), origin);
    }

    @Get("/detail")
    ObjectNode detail(Caller caller, HttpRequest<?> request, Origin origin) {
        var listing = Listing.of(request);
        var view = view(caller, request, origin, false);
        return listing.answer("servers", servers.list(ServerFilters.of(caller, listing)), view::full,
                server -> server.id().toString(), origin);
    }

    @Get("/{id}")
    ObjectNode show(Caller caller, HttpRequest<?> request, Origin origin, String id) {
        return answer(servers.find(caller, JsonBody.known(id, "server")), caller, request, origin);
    }

    @Put("/{id}")
    ObjectNode update(Caller caller, HttpRequest<?> request, Origin origin, String id, @Body byte[] bytes) {
        var body = JsonBody.of(bytes, "request")
                .only("server")
                .part("server")
                .orElseThrow(() -> Problem.invalid("'server' is a required property"))
                .only("name", "description", "OS-DCF:diskConfig", "accessIPv4", "accessIPv6", "hostname");
        var name = body.text("name", LONGEST_NAME).map(ServerRequest::name);
        if (name.isPresent() && name.get().isEmpty()) {
            throw Problem.invalid("'name' has at least one character.");
        }
        var description = body.json().has("description")
                ? Optional.of(body.text("description", LONGEST_DESCRIPTION))
                : Optional.<Optional<String>>empty();
        return answer(servers.describe(caller, JsonBody.known(id, "server"), name, description), caller, request,
                origin);
    }

    @Delete("/{id}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, RequestId request, String id) {
        servers.delete(caller, request, JsonBody.known(id, "server"));
    }

    private ServerView view(Caller caller, HttpRequest<?> request, Origin origin, boolean one) {
        var up = drivers.all(HypervisorDriver.class).stream().map(Handle::instance).collect(Collectors.toSet());
        return new ServerView(ComputeVersion.of(request), caller.has("admin"), up, one, origin);
    }

    private ObjectNode answer(Server server, Caller caller, HttpRequest<?> request, Origin origin) {
        var answer = View.object();
        answer.set("server", view(caller, request, origin, true).full(server));
        return answer;
    }
}
