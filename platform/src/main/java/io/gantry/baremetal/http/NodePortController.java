package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.BareMetalNode;
import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.Reach;
import io.gantry.baremetal.port.PortScheduling;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.micronaut.http.HttpRequest;
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
import java.util.Optional;

/// The ports and port groups of a node, and the networks that are attached to it.
@Controller(BaremetalErrors.V1 + "/nodes/{ident}")
@ExecuteOn(TaskExecutors.BLOCKING)
class NodePortController {
    private static final int GROUPS_SINCE = 24;
    private static final int VIFS_SINCE = 28;
    private static final int CHOICE_SINCE = 67;

    private final Nodes nodes;
    private final PortLists lists;
    private final PortScheduling scheduling;

    NodePortController(Nodes nodes, PortLists lists, PortScheduling scheduling) {
        this.nodes = nodes;
        this.lists = lists;
        this.scheduling = scheduling;
    }

    @Get("/ports")
    ObjectNode ports(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        var node = lists.seen(caller, ident).id();
        return lists.ports(caller, request, origin, false, Optional.of(node), Optional.empty());
    }

    @Get("/ports/detail")
    ObjectNode portDetails(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        var node = lists.seen(caller, ident).id();
        return lists.ports(caller, request, origin, true, Optional.of(node), Optional.empty());
    }

    @Get("/portgroups")
    ObjectNode groups(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        BaremetalVersion.exists(request, GROUPS_SINCE);
        return lists.groups(caller, request, origin, false, Optional.of(lists.seen(caller, ident).id()));
    }

    @Get("/portgroups/detail")
    ObjectNode groupDetails(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        BaremetalVersion.exists(request, GROUPS_SINCE);
        return lists.groups(caller, request, origin, true, Optional.of(lists.seen(caller, ident).id()));
    }

    @Get("/vifs")
    ObjectNode vifs(Caller caller, HttpRequest<?> request, String ident) {
        BaremetalVersion.exists(request, VIFS_SINCE);
        var answer = View.object();
        var list = answer.putArray("vifs");
        scheduling.vifs(lists.seen(caller, ident).id()).forEach(vif -> list.addObject().put("id", vif));
        return answer;
    }

    /// Whatever else the body says is for the network to know.
    @Post("/vifs")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void attach(Caller caller, HttpRequest<?> request, String ident, @Body byte[] bytes) {
        BaremetalVersion.exists(request, VIFS_SINCE);
        var node = used(caller, ident);
        var body = JsonBody.of(bytes, "VIF").object();
        var vif = body.needed("id");
        var port = chosen(request, body, "port_uuid");
        var group = chosen(request, body, "portgroup_uuid");
        if (port.isPresent() && group.isPresent()) {
            throw Problem.invalid("Cannot specify both port_uuid and portgroup_uuid for the VIF %s.".formatted(
                    JsonBody.cut(vif)));
        }
        port.or(() -> group)
                .ifPresentOrElse(id -> scheduling.attach(node.id(), vif, JsonBody.id(id, "port or port group")), () -> {
                    var _ = scheduling.attach(node.id(), node.fields().instanceTraits(), vif, NetworkBody.of(body));
                });
    }

    private static Optional<String> chosen(HttpRequest<?> request, JsonBody body, String name) {
        var chosen = body.text(name, 36);
        if (chosen.isPresent()) {
            BaremetalVersion.needs(request, CHOICE_SINCE, name);
        }
        return chosen;
    }

    @Delete("/vifs/{vif}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void detach(Caller caller, HttpRequest<?> request, String ident, String vif) {
        BaremetalVersion.exists(request, VIFS_SINCE);
        scheduling.detach(used(caller, ident).id(), vif);
    }

    private BareMetalNode used(Caller caller, String ident) {
        return new Reach(caller).uses(nodes.find(ident));
    }
}
