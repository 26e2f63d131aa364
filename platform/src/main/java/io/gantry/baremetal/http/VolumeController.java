package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.Reach;
import io.gantry.base.Origin;
import io.gantry.identity.Caller;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/// Where volume connectors and targets are: of all nodes, and of one.
@Controller(BaremetalErrors.V1)
@ExecuteOn(TaskExecutors.BLOCKING)
class VolumeController {
    private static final int SINCE = 32;

    private final Nodes nodes;

    VolumeController(Nodes nodes) {
        this.nodes = nodes;
    }

    @Get("/volume")
    ObjectNode all(HttpRequest<?> request, Origin origin) {
        return parts(request, origin, "volume");
    }

    @Get("/nodes/{ident}/volume")
    ObjectNode of(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        return parts(request, origin, "nodes/" + new Reach(caller).sees(nodes.find(ident)).id() + "/volume");
    }

    private static ObjectNode parts(HttpRequest<?> request, Origin origin, String path) {
        BaremetalVersion.exists(request, SINCE);
        var shown = View.object();
        for (var part : List.of("connectors", "targets")) {
            shown.set(part, View.links(origin, path + "/" + part));
        }
        shown.set("links", View.links(origin, path));
        return shown;
    }
}
