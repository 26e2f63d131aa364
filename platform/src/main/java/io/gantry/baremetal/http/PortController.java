package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.BareMetalNode;
import io.gantry.baremetal.NodeField;
import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.ProvisionState;
import io.gantry.baremetal.Reach;
import io.gantry.baremetal.port.Port;
import io.gantry.baremetal.port.Ports;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// `/baremetal/v1/ports`.
@Controller(BaremetalErrors.V1 + "/ports")
@ExecuteOn(TaskExecutors.BLOCKING)
class PortController {
    private static final int NAMES_SINCE = 88;
    /// In which cables may be plugged elsewhere.
    private static final Set<ProvisionState> REWIRABLE = Set.of(ProvisionState.ENROLL, ProvisionState.INSPECTING,
            ProvisionState.INSPECT_WAIT, ProvisionState.MANAGEABLE);

    private final Nodes nodes;
    private final Ports ports;
    private final PortLists lists;
    private final InstantSource clock;

    PortController(Nodes nodes, Ports ports, PortLists lists, InstantSource clock) {
        this.nodes = nodes;
        this.ports = ports;
        this.lists = lists;
        this.clock = clock;
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<ObjectNode> create(Caller caller, HttpRequest<?> request, Origin origin, @Body byte[] bytes) {
        var body = JsonBody.of(bytes, "port").object();
        var given = (ObjectNode) body.json();
        var id = body.text("uuid", 36).map(text -> JsonBody.id(text, "port")).orElseGet(UUID::randomUUID);
        var ident = body.text("node_uuid", 255)
                .or(() -> body.text("node_ident", 255))
                .orElseThrow(() -> Problem.invalid("'node_uuid' is missing: the node that the port is of."));
        var node = nodes.meant(ident, found -> owned(caller, found, "create ports of"));
        given.remove("uuid");
        given.remove("node_ident");
        given.put("node_uuid", node.id().toString());
        WireField.check(WireField.PORT, given, request);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var made = ports.create(PortShape.port(given, Port.of(id, node.id(), "", now), Optional.empty()));
        return HttpResponse.created(PortShape.view(made, request, origin))
                .header("Location", origin.of(BaremetalErrors.V1 + "/ports/" + made.id()));
    }

    private static BareMetalNode owned(Caller caller, BareMetalNode node, String what) {
        return new Reach(caller).owns(node, what);
    }

    @Get
    ObjectNode list(Caller caller, HttpRequest<?> request, Origin origin) {
        return lists.ports(caller, request, origin, false);
    }

    @Get("/detail")
    ObjectNode details(Caller caller, HttpRequest<?> request, Origin origin) {
        return lists.ports(caller, request, origin, true);
    }

    @Get("/{ident}")
    ObjectNode show(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        var port = find(caller, request, ident);
        return Listing.of(request).shownWhole(PortShape.view(port, request, origin));
    }

    /// Before there were names, a name named nothing.
    private Port find(Caller caller, HttpRequest<?> request, String ident) {
        if (BaremetalVersion.of(request) < NAMES_SINCE && JsonBody.parsed(ident).isEmpty()) {
            throw Problem.invalid("Expected a UUID but received %s.".formatted(JsonBody.cut(ident)));
        }
        var port = ports.find(ident);
        var _ = new Reach(caller).sees(nodes.find(port.node()));
        return port;
    }

    @Patch("/{ident}")
    @Consumes(MediaType.ALL)
    ObjectNode update(Caller caller, HttpRequest<?> request, Origin origin, String ident, @Body byte[] bytes) {
        var port = find(caller, request, ident);
        var node = owned(caller, nodes.find(port.node()), "change ports of");
        var patch = JsonPatch.of(bytes);
        for (var operation : patch.operations()) {
            var field = WireField.find(WireField.PORT, operation.root());
            BaremetalVersion.needs(request, field.since(), field.word());
        }
        var rewirable = REWIRABLE.contains(node.state()) || node.fields().flag(NodeField.MAINTENANCE);
        var now = Optional.of(clock.instant().truncatedTo(ChronoUnit.MICROS));
        var changed = ports.update(port, rewirable, before -> {
            var wanted = patch.apply(PortShape.settable(before));
            WireField.check(WireField.PORT, wanted);
            return PortShape.port(wanted, before, now);
        });
        return PortShape.view(changed, request, origin);
    }

    @Delete("/{ident}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, HttpRequest<?> request, String ident) {
        var port = find(caller, request, ident);
        var _ = owned(caller, nodes.find(port.node()), "delete ports of");
        ports.delete(port);
    }
}
