package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.Reach;
import io.gantry.baremetal.port.PortGroup;
import io.gantry.baremetal.port.PortGroups;
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
import java.util.UUID;

/// `/baremetal/v1/portgroups`.
@Controller(BaremetalErrors.V1 + "/portgroups")
@ExecuteOn(TaskExecutors.BLOCKING)
class PortGroupController {
    static final int SINCE = 23;
    private static final int PORTS_SINCE = 24;

    private final Nodes nodes;
    private final PortGroups groups;
    private final PortLists lists;
    private final InstantSource clock;

    PortGroupController(Nodes nodes, PortGroups groups, PortLists lists, InstantSource clock) {
        this.nodes = nodes;
        this.groups = groups;
        this.lists = lists;
        this.clock = clock;
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<ObjectNode> create(Caller caller, HttpRequest<?> request, Origin origin, @Body byte[] bytes) {
        BaremetalVersion.exists(request, SINCE);
        var body = JsonBody.of(bytes, "port group").object();
        var given = (ObjectNode) body.json();
        var id = body.text("uuid", 36).map(text -> JsonBody.id(text, "port group")).orElseGet(UUID::randomUUID);
        var ident = body.text("node_uuid", 255)
                .orElseThrow(() -> Problem.invalid("'node_uuid' is missing: the node that the port group is of."));
        var node = nodes.meant(ident, found -> new Reach(caller).owns(found, "create port groups of"));
        given.remove("uuid");
        given.put("node_uuid", node.id().toString());
        WireField.check(WireField.GROUP, given, request);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var made = groups
                .create(PortGroupShape.group(given, PortGroupShape.empty(id, node.id(), now), Optional.empty()));
        return HttpResponse.created(PortGroupShape.view(made, request, origin))
                .header("Location", origin.of(BaremetalErrors.V1 + "/portgroups/" + made.id()));
    }

    @Get
    ObjectNode list(Caller caller, HttpRequest<?> request, Origin origin) {
        BaremetalVersion.exists(request, SINCE);
        return lists.groups(caller, request, origin, false);
    }

    @Get("/detail")
    ObjectNode details(Caller caller, HttpRequest<?> request, Origin origin) {
        BaremetalVersion.exists(request, SINCE);
        return lists.groups(caller, request, origin, true);
    }

    @Get("/{ident}")
    ObjectNode show(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        return Listing.of(request).shownWhole(PortGroupShape.view(find(caller, request, ident), request, origin));
    }

    private PortGroup find(Caller caller, HttpRequest<?> request, String ident) {
        BaremetalVersion.exists(request, SINCE);
        var group = groups.find(ident);
        var _ = new Reach(caller).sees(nodes.find(group.node()));
        return group;
    }

    @Get("/{ident}/ports")
    ObjectNode ports(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        BaremetalVersion.exists(request, PORTS_SINCE);
        var group = find(caller, request, ident);
        return lists.ports(caller, request, origin, false, Optional.of(group.node()), Optional.of(group.id()));
    }

    @Patch("/{ident}")
    @Consumes(MediaType.ALL)
    ObjectNode update(Caller caller, HttpRequest<?> request, Origin origin, String ident, @Body byte[] bytes) {
        var group = find(caller, request, ident);
        var _ = new Reach(caller).owns(nodes.find(group.node()), "change port groups of");
        var patch = JsonPatch.of(bytes);
        for (var operation : patch.operations()) {
            var field = WireField.find(WireField.GROUP, operation.root());
            BaremetalVersion.needs(request, field.since(), field.word());
        }
        var now = Optional.of(clock.instant().truncatedTo(ChronoUnit.MICROS));
        var changed = groups.update(group, before -> {
            var wanted = patch.apply(PortGroupShape.settable(before));
            WireField.check(WireField.GROUP, wanted);
            return PortGroupShape.group(wanted, before, now);
        });
        return PortGroupShape.view(changed, request, origin);
    }

    @Delete("/{ident}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, HttpRequest<?> request, String ident) {
        var group = find(caller, request, ident);
        var _ = new Reach(caller).owns(nodes.find(group.node()), "delete port groups of");
        groups.delete(group);
    }
}
