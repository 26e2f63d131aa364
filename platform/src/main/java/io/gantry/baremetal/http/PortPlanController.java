package io.gantry.baremetal.http;

import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.Reach;
import io.gantry.baremetal.port.Network;
import io.gantry.baremetal.port.PortScheduling;
import io.gantry.base.JsonBody;
import io.gantry.base.Mistake;
import io.gantry.identity.Caller;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What port scheduling would do, and from which file.
@Controller("/gantry/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class PortPlanController {
    private final Nodes nodes;
    private final PortScheduling scheduling;

    PortPlanController(Nodes nodes, PortScheduling scheduling) {
        this.nodes = nodes;
        this.scheduling = scheduling;
    }

    /// The traits of the instance count unless others are given.
    @Post("/nodes/{ident}/port-plan")
    @Consumes(MediaType.ALL)
    PlanView plan(Caller caller, String ident, @Body byte[] bytes) {
        var node = new Reach(caller).sees(nodes.find(ident));
        var body = JsonBody.of(bytes, "port plan").only("traits", "network");
        var traits = body.part("traits")
                .<Set<String>>map(list -> list.items().stream().map(JsonBody::scalar).collect(Collectors.toSet()))
                .orElseGet(node.fields()::instanceTraits);
        var network = body.part("network")
                .map(part -> NetworkBody.of(part.only("name", "tags")))
                .orElse(Network.UNKNOWN);
        return PlanView.of(scheduling.plan(node.id(), traits, network));
    }

    /// @param read when the traits that are in force were read
    /// @param mistakes because of which the file as it is now is not in force
    record State(Optional<String> file, Optional<Instant> read, List<String> traits, List<Mistake> mistakes,
            List<Mistake> warnings) {}

    @Get("/port-traits")
    State traits() {
        var now = scheduling.traits();
        return new State(now.file().map(Path::toString), now.read(), now.traits().names(), now.mistakes(),
                now.warnings());
    }
}
