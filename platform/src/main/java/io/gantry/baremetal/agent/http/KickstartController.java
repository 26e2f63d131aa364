package io.gantry.baremetal.agent.http;

import io.gantry.baremetal.agent.Installers;
import io.gantry.base.Origin;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.ArrayList;

/// Tells an installer what to do. Started with `inst.ks.sendmac` it names its network cards in headers: `X-RHN-Provisioning-MAC-0: eth0 52:54:00:00:00:01`.
@Controller("/baremetal/v1/kickstart")
@ExecuteOn(TaskExecutors.BLOCKING)
class KickstartController {
    private static final String HEADER = "X-RHN-Provisioning-MAC-";
    private static final int MANY = 64;

    private final Installers installers;

    KickstartController(Installers installers) {
        this.installers = installers;
    }

    @Get
    @Produces(MediaType.TEXT_PLAIN)
    String kickstart(HttpRequest<?> request, Origin origin) {
        var addresses = new ArrayList<String>();
        for (var i = 0; i < MANY; i++) {
            var card = request.getHeaders().get(HEADER + i);
            if (card != null) {
                addresses.add(card.substring(card.lastIndexOf(' ') + 1));
            }
        }
        return installers.answers(addresses, origin.of("/baremetal"));
    }
}
