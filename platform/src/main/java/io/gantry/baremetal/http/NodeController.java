package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.BareMetalNode;
import io.gantry.baremetal.NodeField;
import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.Reach;
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
import java.util.Optional;
import java.util.UUID;

/// `/baremetal/v1/nodes`.
@Controller(BaremetalErrors.V1 + "/nodes")
@ExecuteOn(TaskExecutors.BLOCKING)
class NodeController {
    private final Nodes nodes;
    private final NodeView view;
    private final NodeLists lists;

    NodeController(Nodes nodes, NodeView view, NodeLists lists) {
        this.nodes = nodes;
        this.view = view;
        this.lists = lists;
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<ObjectNode> create(Caller caller, HttpRequest<?> request, Origin origin, @Body byte[] bytes)
            throws InterruptedException {
        var body = JsonBody.of(bytes, "node").object();
        var given = (ObjectNode) body.json();
        var id = body.text("uuid", 36).map(text -> JsonBody.id(text, "node"));
        given.remove("uuid");
        for (var field : NodeField.values()) {
            if (given.has(field.word())) {
                BaremetalVersion.needs(request, field.since(), field.word());
            }
        }
        if (!caller.has("admin")) {
            given.put(NodeField.OWNER.word(), caller.project());
        }
        var made = nodes.create(id, given);
        return HttpResponse.created(view.of(made, request, origin))
                .header("Location", origin.of(BaremetalErrors.V1 + "/nodes/" + made.id()));
    }

    @Get
    ObjectNode list(Caller caller, HttpRequest<?> request, Origin origin) {
        return lists.all(caller, Listing.of(request), origin);
    }

    @Get("/detail")
    ObjectNode details(Caller caller, HttpRequest<?> request, Origin origin) {
        return lists.all(caller, Listing.of(request).detailed(), origin);
    }

    @Get("/{ident}")
    ObjectNode show(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        var node = new Reach(caller).sees(nodes.find(ident));
        return Listing.of(request).shownWhole(view.of(node, request, origin));
    }

    @Patch("/{ident}")
    @Consumes(MediaType.ALL)
    ObjectNode update(Caller caller, HttpRequest<?> request, Origin origin, String ident, @Body byte[] bytes)
            throws InterruptedException {
        var node = new Reach(caller).uses(nodes.find(ident));
        var patch = JsonPatch.of(bytes);
        if (Listing.flag(request, "reset_interfaces")
                && patch.operations().stream().noneMatch(operation -> operation.root().equals("driver"))) {
            throw Problem.invalid("'reset_interfaces' is for a change of the driver, and this is none.");
        }
        for (var operation : patch.operations()) {
            var field = NodeField.of(operation.root())
                    .orElseThrow(() -> Problem.invalid("Node has no field '%s' that can be patched.".formatted(
                            JsonBody.cut(operation.root()))));
            BaremetalVersion.needs(request, field.since(), field.word());
            refuseOthers(caller, node, field);
        }
        return view.of(nodes.update(node.id(), fields -> {
            for (var field : NodeField.values()) {
                if (field.isObject() && !fields.has(field.word())) {
                    fields.putObject(field.word());
                }
            }
            return patch.apply(fields);
        }), request, origin);
    }

    /// Whose a node is, and what it is, only its owner's manager or an administrator says.
    private static void refuseOthers(Caller caller, BareMetalNode node, NodeField field) {
        switch (field) {
            case OWNER -> {
                if (!caller.has("admin")) {
                    throw new Problem(Problem.Kind.FORBIDDEN, "Only an administrator may change the owner of a node.");
                }
            }
            case INSTANCE_INFO, INSTANCE_UUID, INSTANCE_NAME, EXTRA, DESCRIPTION -> {
                // what who uses it says of what he does with it
            }
            default -> {
                var _ = new Reach(caller).owns(node, "change '" + field.word() + "' of");
            }
        }
    }

    @Delete("/{ident}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, String ident) throws InterruptedException {
        UUID id = new Reach(caller).owns(nodes.find(ident), "delete").id();
        nodes.delete(id);
    }
}
