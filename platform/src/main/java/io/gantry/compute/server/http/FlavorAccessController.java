package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.compute.server.Flavor;
import io.gantry.compute.server.Flavors;
import io.gantry.identity.Caller;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// Which projects may use a flavor that is not open to all.
@Controller(ComputeErrors.V21 + "/flavors/{flavor}")
@ExecuteOn(TaskExecutors.BLOCKING)
class FlavorAccessController {
    private static final String ADD = "addTenantAccess";
    private static final String REMOVE = "removeTenantAccess";

    private final Flavors flavors;

    FlavorAccessController(Flavors flavors) {
        this.flavors = flavors;
    }

    @Get("/os-flavor-access")
    ObjectNode list(Caller caller, String flavor) {
        return answer(flavors.find(caller, flavor));
    }

    @Post("/action")
    ObjectNode act(Caller caller, String flavor, @Body byte[] bytes) {
        var body = JsonBody.of(bytes, "action").only(ADD, REMOVE);
        if (body.json().size() != 1) {
            throw Problem.invalid("An action of a flavor is exactly one of " + ADD + " and " + REMOVE + ".");
        }
        var known = flavors.find(caller, flavor);
        body.part(ADD).ifPresent(part -> flavors.allow(known, part.only("tenant").needed("tenant")));
        body.part(REMOVE).ifPresent(part -> flavors.forbid(known, part.only("tenant").needed("tenant")));
        return answer(known);
    }

    private ObjectNode answer(Flavor flavor) {
        var answer = View.object();
        var items = answer.putArray("flavor_access");
        flavors.projects(flavor)
                .forEach(project -> items.addObject().put("flavor_id", flavor.id()).put("tenant_id", project));
        return answer;
    }
}
