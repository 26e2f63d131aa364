package io.gantry.baremetal.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.Allocation;
import io.gantry.baremetal.Allocations;
import io.gantry.baremetal.BareMetalNode;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// `/baremetal/v1/allocations`, and the one of a node.
@Controller(BaremetalErrors.V1)
@ExecuteOn(TaskExecutors.BLOCKING)
class AllocationController {
    private static final int SINCE = 52;
    private static final int OWNER = 60;
    /// What amounts to the order in which they are listed.
    private static final Set<String> SORTS = Set.of("id", "created_at");
    private static final TypeReference<Map<String, Object>> EXTRA = new TypeReference<>() {
    };
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Allocations allocations;
    private final Nodes nodes;

    AllocationController(Allocations allocations, Nodes nodes) {
        this.allocations = allocations;
        this.nodes = nodes;
    }

    @Post("/allocations")
    @Consumes(MediaType.ALL)
    HttpResponse<ObjectNode> create(Caller caller, HttpRequest<?> request, Origin origin, @Body byte[] bytes) {
        BaremetalVersion.exists(request, SINCE);
        var body = JsonBody.of(bytes, "allocation")
                .only("name", "uuid", "resource_class", "traits", "candidate_nodes",
                        "node", "owner", "extra");
        var backfill = body.text("node", 255).map(ident -> nodes.meant(ident, new Reach(caller)::uses));
        var resourceClass = body.text("resource_class", 80);
        if (resourceClass.isEmpty() && backfill.isEmpty()) {
            throw Problem.invalid("Mandatory field 'resource_class' is missing.");
        }
        var name = body.text("name", 255);
        name.filter(text -> JsonBody.parsed(text).isPresent() || text.isBlank()).ifPresent(_ -> {
            throw Problem.invalid("The name of an allocation is no UUID and not empty.");
        });
        var owner = caller.has("admin") ? body.text("owner", 255) : Optional.of(caller.project());
        var wanted = new Allocation(
                body.text("uuid", 36).map(text -> JsonBody.id(text, "allocation")).orElseGet(UUID::randomUUID), name,
                Optional.empty(), "", Optional.empty(), resourceClass,
                texts(body, "traits").collect(Collectors.toSet()),
                texts(body, "candidate_nodes").map(ident -> nodes.meant(ident, new Reach(caller)::sees).id()).toList(),
                owner, extra(body), allocations.now(), Optional.empty());
        return HttpResponse.created(view(allocations.create(wanted, backfill), request, origin))
                .header("Location", origin.of(BaremetalErrors.V1 + "/allocations/" + wanted.id()));
    }

    private static java.util.stream.Stream<String> texts(JsonBody body, String name) {
        return body.part(name).map(JsonBody::items).orElse(List.of()).stream().map(JsonBody::scalar);
    }

    private static Map<String, Object> extra(JsonBody body) {
        return body.part("extra").map(part -> MAPPER.convertValue(part.object().json(), EXTRA)).orElse(Map.of());
    }

    @Get("/allocations")
    ObjectNode list(Caller caller, HttpRequest<?> request, Origin origin) {
        BaremetalVersion.exists(request, SINCE);
        var listing = Listing.of(request);
        if (!SORTS.contains(listing.sort())) {
            throw Problem.invalid(
                    "The sort_key value \"%s\" is invalid for sorting; allocations come in the order they were made."
                            .formatted(JsonBody.cut(listing.sort())));
        }
        var filters = new HashMap<String, String>();
        var asked = request.getParameters();
        Optional.ofNullable(asked.get("node"))
                .ifPresent(ident -> filters.put("node", nodes.meant(ident, new Reach(caller)::sees).id().toString()));
        for (var name : List.of("resource_class", "state", "owner")) {
            Optional.ofNullable(asked.get(name)).ifPresent(value -> filters.put(name, value));
        }
        var found = allocations.list(new Reach(caller).only(), filters, listing.marker(), listing.limit());
        return listing.answer("allocations", found, one -> {
            var view = view(one, request, origin);
            return listing.shown(view, names(view));
        }, Allocation::id, origin);
    }

    private static Set<String> names(ObjectNode view) {
        return view.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private Allocation seen(Caller caller, HttpRequest<?> request, String ident) {
        BaremetalVersion.exists(request, SINCE);
        var found = allocations.find(ident);
        var mine = new Reach(caller).only();
        if (mine.isPresent() && !mine.equals(found.owner())) {
            throw Problem.notFound("Allocation %s could not be found.".formatted(JsonBody.cut(ident)));
        }
        return found;
    }

    @Get("/allocations/{ident}")
    ObjectNode show(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        var view = view(seen(caller, request, ident), request, origin);
        return Listing.of(request).shown(view, names(view));
    }

    @Patch("/allocations/{ident}")
    @Consumes(MediaType.ALL)
    ObjectNode update(Caller caller, HttpRequest<?> request, Origin origin, String ident, @Body byte[] bytes) {
        BaremetalVersion.exists(request, 57);
        var before = seen(caller, request, ident);
        var fields = View.object();
        before.name().ifPresent(name -> fields.put("name", name));
        fields.set("extra", MAPPER.valueToTree(before.extra()));
        var after = new JsonBody(JsonPatch.of(bytes).apply(fields), "allocation").only("name", "extra");
        return view(allocations.update(before, after.text("name", 255), extra(after)), request, origin);
    }

    @Delete("/allocations/{ident}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, HttpRequest<?> request, String ident) {
        allocations.delete(seen(caller, request, ident));
    }

    private Allocation of(Caller caller, HttpRequest<?> request, String ident) {
        BaremetalVersion.exists(request, SINCE);
        BareMetalNode node = new Reach(caller).sees(nodes.find(ident));
        return allocations.of(node.id())
                .orElseThrow(() -> Problem.notFound("Node %s has no allocation.".formatted(node.label())));
    }

    @Get("/nodes/{ident}/allocation")
    ObjectNode showOf(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        return view(of(caller, request, ident), request, origin);
    }

    @Delete("/nodes/{ident}/allocation")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void deleteOf(Caller caller, HttpRequest<?> request, String ident) {
        allocations.delete(of(caller, request, ident));
    }

    private static ObjectNode view(Allocation one, HttpRequest<?> request, Origin origin) {
        var view = View.object()
                .put("uuid", one.id().toString())
                .put("name", one.name().orElse(null))
                .put("node_uuid", one.node().map(UUID::toString).orElse(null))
                .put("state", one.state())
                .put("last_error", one.error().orElse(null))
                .put("resource_class", one.resourceClass().orElse(null));
        var traits = view.putArray("traits");
        one.traits().stream().sorted().forEach(traits::add);
        var candidates = view.putArray("candidate_nodes");
        one.candidates().forEach(id -> candidates.add(id.toString()));
        if (BaremetalVersion.of(request) >= OWNER) {
            view.put("owner", one.owner().orElse(null));
        }
        view.set("extra", MAPPER.valueToTree(one.extra()));
        View.times(view, one.created(), one.updated());
        view.set("links", View.links(origin, "allocations", one.id()));
        return view;
    }
}
