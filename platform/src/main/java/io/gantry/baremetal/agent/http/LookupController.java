package io.gantry.baremetal.agent.http;

import io.gantry.baremetal.agent.Agents;
import io.gantry.base.JsonBody;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells an agent which node it is on. It cannot say who asks; that the token goes out once is what protects it.
@Controller("/baremetal/v1/lookup")
@ExecuteOn(TaskExecutors.BLOCKING)
class LookupController {
    private final Agents agents;

    LookupController(Agents agents) {
        this.agents = agents;
    }

    @Get
    Map<String, Object> lookup(@QueryValue Optional<String> addresses,
            @QueryValue("node_uuid") Optional<String> node) {
        node.ifPresent(id -> JsonBody.id(id, "node_uuid"));
        return agents.lookup(List.of(addresses.orElse("").split(",", -1)), node.filter(id -> !id.isEmpty()));
    }
}
