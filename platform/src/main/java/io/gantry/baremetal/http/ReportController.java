package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.BareMetalNode;
import io.gantry.baremetal.Examination;
import io.gantry.baremetal.NodeEvent;
import io.gantry.baremetal.NodeField;
import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.Reach;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of a node: `validate`, `history`, `inventory`, `firmware`, `children`.
@Controller(BaremetalErrors.V1 + "/nodes/{ident}")
@ExecuteOn(TaskExecutors.BLOCKING)
class ReportController {
    private static final List<String> INTERFACES = List.of("bios", "boot", "console", "deploy", "firmware", "inspect",
            "management", "network", "power", "raid", "rescue", "storage");

    private final Nodes nodes;
    private final NodeView view;
    private final Examination examination;
    private final ObjectMapper mapper = new ObjectMapper();

    ReportController(Nodes nodes, NodeView view, Examination examination) {
        this.nodes = nodes;
        this.view = view;
        this.examination = examination;
    }

    private BareMetalNode seen(Caller caller, String ident) {
        return new Reach(caller).sees(nodes.find(ident));
    }

    /// For each interface, whether it could work now; null for those that the node does not have.
    @Get("/validate")
    ObjectNode validate(Caller caller, HttpRequest<?> request, String ident) throws InterruptedException {
        var node = seen(caller, ident);
        var there = view.interfaces().getOrDefault(node.driver(), Map.of());
        var unreachable = examination.unreachable(node.id());
        var answer = View.object();
        for (var name : INTERFACES) {
            var field = NodeField.valueOf(name.toUpperCase(java.util.Locale.ROOT) + "_INTERFACE");
            if (BaremetalVersion.of(request) < field.since()) {
                continue;
            }
            var says = answer.putObject(name);
            if (name.equals("deploy")) {
                says(says, examination.obstacle(node.id()));
            } else if (there.getOrDefault(field, "no-").startsWith("no-")) {
                says.putNull("result").put("reason", "not supported");
            } else if (List.of("network", "storage").contains(name)) {
                says(says, Optional.empty());
            } else {
                says(says, unreachable);
            }
        }
        return answer;
    }

    private static void says(ObjectNode says, Optional<String> obstacle) {
        says.put("result", obstacle.isEmpty());
        obstacle.ifPresent(reason -> says.put("reason", reason));
    }

    @Get("/history")
    ObjectNode history(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        BaremetalVersion.exists(request, 78);
        var node = seen(caller, ident);
        var detail = Listing.flag(request, "detail");
        var answer = View.object();
        var list = answer.putArray("history");
        nodes.events(node.id()).forEach(event -> list.add(event(event, node, detail, origin)));
        return answer;
    }

    @Get("/history/{id}")
    ObjectNode event(Caller caller, HttpRequest<?> request, Origin origin, String ident, String id) {
        BaremetalVersion.exists(request, 78);
        var node = seen(caller, ident);
        return nodes.events(node.id())
                .stream()
                .filter(event -> event.id().toString().equals(id))
                .findAny()
                .map(event -> event(event, node, true, origin))
                .orElseThrow(() -> Problem.notFound("Node history record %s could not be found.".formatted(
                        JsonBody.cut(id))));
    }

    private static ObjectNode event(NodeEvent event, BareMetalNode node, boolean detail, Origin origin) {
        var shown = View.object()
                .put("uuid", event.id().toString())
                .put("created_at", View.time(event.created()))
                .put("severity", event.severity())
                .put("event", event.text());
        if (detail) {
            shown.put("event_type", event.type())
                    .put("user", event.caller().orElse(null))
                    .put("conductor", "gantry")
                    .put("node_uuid", node.id().toString());
        }
        shown.set("links", View.links(origin, "nodes/" + node.id() + "/history/" + event.id()));
        return shown;
    }

    @Get("/inventory")
    ObjectNode inventory(Caller caller, HttpRequest<?> request, String ident) {
        BaremetalVersion.exists(request, 81);
        var answer = View.object();
        answer.set("inventory", mapper.valueToTree(found(seen(caller, ident))));
        answer.putObject("plugin_data");
        return answer;
    }

    private static Object found(BareMetalNode node) {
        return Optional.ofNullable(node.standing().internal().get("inventory"))
                .orElseThrow(() -> Problem.notFound("Node %s has no inventory yet; inspect it first.".formatted(
                        node.label())));
    }

    @Get("/firmware")
    ObjectNode firmware(Caller caller, HttpRequest<?> request, String ident) {
        BaremetalVersion.exists(request, 86);
        var answer = View.object();
        var list = answer.putArray("firmware");
        mapper.valueToTree(Optional.ofNullable(seen(caller, ident).standing().internal().get("inventory"))
                .orElse(Map.of())).path("components").forEach(part -> {
                    if (!part.path("version").asText().isEmpty()) {
                        list.add(View.object()
                                .put("component", part.path("kind").asText() + ":" + part.path("name").asText())
                                .put("initial_version", part.path("version").asText())
                                .put("current_version", part.path("version").asText())
                                .putNull("last_version_flashed"));
                    }
                });
        return answer;
    }

    @Get("/children")
    ObjectNode children(Caller caller, HttpRequest<?> request, String ident) {
        BaremetalVersion.exists(request, 83);
        var answer = View.object();
        var list = answer.putArray("children");
        nodes.children(seen(caller, ident).id()).forEach(child -> list.add(child.id().toString()));
        return answer;
    }

    /// Hardware drivers have no methods beyond their roles.
    @Get("/vendor_passthru/methods")
    ObjectNode methods(Caller caller, String ident) {
        var _ = seen(caller, ident);
        return View.object();
    }
}
