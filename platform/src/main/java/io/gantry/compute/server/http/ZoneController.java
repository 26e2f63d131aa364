package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.compute.ComputeHost;
import io.gantry.compute.Hosts;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// `/compute/v2.1/os-availability-zone`: there is one. Of aggregates, which clients ask for beside, there are none.
@Controller(ComputeErrors.V21)
@ExecuteOn(TaskExecutors.BLOCKING)
class ZoneController {
    private final Hosts hosts;

    ZoneController(Hosts hosts) {
        this.hosts = hosts;
    }

    @Get("/os-availability-zone")
    ObjectNode list() {
        return answer(View.object());
    }

    @Get("/os-availability-zone/detail")
    ObjectNode detail() throws InterruptedException {
        var all = View.object();
        for (var host : hosts.list()) {
            all.putObject(host.name())
                    .putObject("nova-compute")
                    .put("available", host.silence().isEmpty())
                    .put("active", host.state() == ComputeHost.State.ENABLED)
                    .putNull("updated_at");
        }
        return answer(all);
    }

    @Get("/os-aggregates")
    ObjectNode aggregates() {
        var answer = View.object();
        answer.putArray("aggregates");
        return answer;
    }

    private static ObjectNode answer(ObjectNode hosts) {
        var answer = View.object();
        var zone = answer.putArray("availabilityZoneInfo").addObject().put("zoneName", ServerView.ZONE);
        zone.putObject("zoneState").put("available", true);
        if (hosts.isEmpty()) {
            zone.putNull("hosts");
        } else {
            zone.set("hosts", hosts);
        }
        return answer;
    }
}
