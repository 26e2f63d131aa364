package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.BareMetalNode;
import io.gantry.baremetal.NodeField;
import io.gantry.baremetal.NodeQuery;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// `/baremetal/v1/nodes`.
@Controller(BaremetalErrors.V1 + "/nodes")
@ExecuteOn(TaskExecutors.BLOCKING)
class NodeController {
    private static final Set<String> FILTERS = Set.of("chassis_uuid", "instance_uuid", "instance_name", "associated",
            "maintenance", "retired", "provision_state", "driver", "resource_class", "fault", "conductor_group",
            "owner", "lessee", "shard", "sharded", "description_contains", "parent_node");
    private static final Set<String> FLAGS = Set.of("associated", "maintenance", "retired", "sharded");
    private static final Set<String> OTHERS = Set.of("limit", "marker", "sort_key", "sort_dir", "fields", "detail",
            "project", "conductor", "include_children");

    private final Nodes nodes;
    private final NodeView view;

    NodeController(Nodes nodes, NodeView view) {
        this.nodes = nodes;
        this.view = view;
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
        return list(caller, Listing.of(request), origin);
    }

    @Get("/detail")
    ObjectNode details(Caller caller, HttpRequest<?> request, Origin origin) {
        var asked = Listing.of(request);
        return list(caller, new Listing(asked.limit(), asked.marker(), asked.sort(), asked.descending(),
                Optional.empty(), true, request), origin);
    }

    private ObjectNode list(Caller caller, Listing listing, Origin origin) {
        var request = listing.request();
        if (!NodeQuery.SORTS.containsKey(listing.sort())) {
            throw Problem.invalid("The sort_key value \"%s\" is invalid for sorting; there are %s.".formatted(
                    JsonBody.cut(listing.sort()), NodeQuery.SORTS.keySet().stream().sorted().toList()));
        }
        listing.marker().ifPresent(nodes::find);
        var found = nodes.list(new NodeQuery(filters(request), only(caller, request), listing.sort(),
                listing.descending(), listing.marker(), listing.limit()));
        var interfaces = view.interfaces();
        var version = BaremetalVersion.of(request);
        return listing.answer("nodes", found,
                node -> listing.shown(view.of(node, version, origin, interfaces), NodeView.USUAL),
                BareMetalNode::id, origin);
    }

    private static Optional<String> only(Caller caller, HttpRequest<?> request) {
        return new Reach(caller).only().or(() -> Optional.ofNullable(request.getParameters().get("project")));
    }

    private static Map<String, String> filters(HttpRequest<?> request) {
        var filters = new LinkedHashMap<String, String>();
        request.getParameters().forEach((name, values) -> {
            if (FILTERS.contains(name)) {
                var value = values.getFirst();
                NodeField.of(name).ifPresent(field -> BaremetalVersion.needs(request, field.since(), name));
                if (name.equals("instance_uuid") && JsonBody.parsed(value).isEmpty()) {
                    throw Problem.invalid("Expected UUID for instance_uuid: " + JsonBody.cut(value));
                }
                filters.put(name, FLAGS.contains(name) ? Boolean.toString(Listing.flag(name, value)) : value);
            } else if (!OTHERS.contains(name)) {
                throw Problem.invalid("Nodes cannot be listed by '%s'.".formatted(JsonBody.cut(name)));
            }
        });
        return filters;
    }

    @Get("/{ident}")
    ObjectNode show(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        var node = new Reach(caller).sees(nodes.find(ident));
        var all = view.of(node, request, origin);
        return Listing.of(request).shown(all, names(all));
    }

    private static Set<String> names(ObjectNode view) {
        var names = new java.util.HashSet<String>();
        view.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Patch("/{ident}")
    @Consumes(MediaType.ALL)
    ObjectNode update(Caller caller, HttpRequest<?> request, Origin origin, String ident, @Body byte[] bytes)
            throws InterruptedException {
        var node = new Reach(caller).uses(nodes.find(ident));
        var patch = JsonPatch.of(bytes);
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
