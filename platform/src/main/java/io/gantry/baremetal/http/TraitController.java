package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The traits of a node.
@Controller(BaremetalErrors.V1 + "/nodes/{ident}/traits")
@ExecuteOn(TaskExecutors.BLOCKING)
class TraitController {
    private static final int SINCE = 37;

    private final Nodes nodes;

    TraitController(Nodes nodes) {
        this.nodes = nodes;
    }

    private BareMetalNode owned(Caller caller, HttpRequest<?> request, String ident) {
        BaremetalVersion.exists(request, SINCE);
        return new Reach(caller).owns(nodes.find(ident), "change the traits of");
    }

    @Get
    ObjectNode list(Caller caller, HttpRequest<?> request, String ident) {
        BaremetalVersion.exists(request, SINCE);
        var answer = View.object();
        var traits = answer.putArray("traits");
        new TreeSet<>(new Reach(caller).sees(nodes.find(ident)).traits()).forEach(traits::add);
        return answer;
    }

    @Put
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void set(Caller caller, HttpRequest<?> request, String ident, @Body byte[] bytes) {
        var node = owned(caller, request, ident);
        var traits = JsonBody.of(bytes, "list of traits")
                .only("traits")
                .part("traits")
                .orElseThrow(() -> Problem.invalid("'traits' is missing."))
                .items()
                .stream()
                .map(JsonBody::scalar)
                .collect(Collectors.toSet());
        var _ = nodes.traits(node.id(), _ -> traits);
    }

    @Delete
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void clear(Caller caller, HttpRequest<?> request, String ident) {
        var _ = nodes.traits(owned(caller, request, ident).id(), _ -> Set.of());
    }

    @Put("/{trait}")
    @Consumes(MediaType.ALL)
    HttpResponse<Void> add(Caller caller, HttpRequest<?> request, Origin origin, String ident, String trait) {
        if (request.getContentLength() > 0) {
            throw Problem.invalid("No body should be provided when setting a trait.");
        }
        var node = owned(caller, request, ident);
        var _ = nodes.traits(node.id(), traits -> {
            var more = new TreeSet<>(traits);
            more.add(trait);
            return more;
        });
        return HttpResponse.<Void>noContent().header("Location", origin.of(request.getPath()));
    }

    @Delete("/{trait}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void remove(Caller caller, HttpRequest<?> request, String ident, String trait) {
        var node = owned(caller, request, ident);
        if (!node.traits().contains(trait)) {
            throw Problem.notFound("Node %s doesn't have a trait '%s'".formatted(node.label(), JsonBody.cut(trait)));
        }
        var _ = nodes.traits(node.id(),
                traits -> traits.stream().filter(one -> !one.equals(trait)).collect(Collectors.toSet()));
    }
}
