package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.api.DeployInterface;
import io.gantry.api.HardwareDriver;
import io.gantry.baremetal.BareMetalNode;
import io.gantry.baremetal.Interfaces;
import io.gantry.baremetal.NodeField;
import io.gantry.baremetal.Nodes;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Handle;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// `/baremetal/v1/drivers`: the hardware driver instances that are open; `/conductors`: this host; `/shards`: how nodes are shared out.
@Controller(BaremetalErrors.V1)
@ExecuteOn(TaskExecutors.BLOCKING)
class DriverController {
    private static final int SHARDS_SINCE = 82;

    private static final int PROPERTIES = 14;
    private static final int DYNAMIC = 30;
    /// The version in which the first interfaces could be chosen; they are told one earlier.
    private static final int CHOSEN = 31;
    /// What a list has of each.
    private static final Set<String> SHORT = Set.of("name", "hosts", "type", "links", "properties");

    private final Drivers drivers;
    private final Instant started;
    private final Nodes nodes;

    DriverController(Drivers drivers, Nodes nodes, InstantSource clock) {
        this.started = clock.instant();
        this.drivers = drivers;
        this.nodes = nodes;
    }

    @Get("/drivers")
    ObjectNode list(HttpRequest<?> request, Origin origin) {
        var answer = View.object();
        var list = answer.putArray("drivers");
        var type = Optional.ofNullable(request.getParameters().get("type")).orElse("dynamic");
        if (!type.equals("dynamic") && !type.equals("classic")) {
            throw Problem
                    .invalid("The type of a driver is classic or dynamic, not '%s'.".formatted(JsonBody.cut(type)));
        }
        var detail = Listing.flag(request, "detail");
        if (type.equals("dynamic")) { // of the other there are none any more
            drivers.all(HardwareDriver.class)
                    .forEach(handle -> list.add(detail
                            ? view(handle, request, origin)
                            : view(handle, request, origin).retain(SHORT)));
        }
        return answer;
    }

    @Get("/drivers/{name}")
    ObjectNode show(HttpRequest<?> request, Origin origin, String name) {
        return view(find(name), request, origin);
    }

    @Get("/drivers/{name}/properties")
    ObjectNode properties(String name) {
        return View.object()
                .put("driver", "see `gantry driver guide %s`: what a node of it is told in driver_info"
                        .formatted(find(name).driver()));
    }

    private Handle<HardwareDriver> find(String name) {
        return drivers.all(HardwareDriver.class)
                .stream()
                .filter(handle -> handle.instance().equals(name))
                .findAny()
                .orElseThrow(() -> Problem.notFound("Could not find the following driver(s) or hardware type(s): %s."
                        .formatted(JsonBody.cut(name))));
    }

    private ObjectNode view(Handle<HardwareDriver> handle, HttpRequest<?> request, Origin origin) {
        var shown = View.object().put("name", handle.instance());
        shown.putArray("hosts").add("gantry");
        if (BaremetalVersion.of(request) >= DYNAMIC) {
            shown.put("type", "dynamic");
            Interfaces.of(handle).forEach((field, name) -> {
                if (BaremetalVersion.of(request) < (field.since() == CHOSEN ? DYNAMIC : field.since())) {
                    return;
                }
                shown.put("default_" + field.word(), name);
                shown.putArray("enabled_" + field.word() + "s").add(name);
            });
            shown.put("default_" + NodeField.DEPLOY_INTERFACE.word(), BareMetalNode.AUTODETECT);
            var deploy = shown.putArray("enabled_" + NodeField.DEPLOY_INTERFACE.word() + "s")
                    .add(BareMetalNode.AUTODETECT);
            drivers.all(DeployInterface.class).forEach(one -> deploy.add(one.instance()));
        }
        shown.set("links", View.links(origin, "drivers/" + handle.instance()));
        if (BaremetalVersion.of(request) >= PROPERTIES) {
            shown.set("properties", View.links(origin, "drivers/" + handle.instance() + "/properties"));
        }
        return shown;
    }

    @Get("/conductors")
    ObjectNode conductors(HttpRequest<?> request, Origin origin) {
        BaremetalVersion.exists(request, 49);
        var answer = View.object();
        answer.putArray("conductors")
                .add(Listing.flag(request, "detail") ? conductor(request, origin, "gantry") : conductor(origin));
        return answer;
    }

    @Get("/conductors/{name}")
    ObjectNode conductor(HttpRequest<?> request, Origin origin, String name) {
        BaremetalVersion.exists(request, 49);
        if (!name.equals("gantry")) {
            throw Problem.notFound("Conductor %s could not be found.".formatted(JsonBody.cut(name)));
        }
        var shown = conductor(origin);
        var names = shown.putArray("drivers");
        drivers.all(HardwareDriver.class).forEach(handle -> names.add(handle.instance()));
        View.times(shown, started, Optional.of(started));
        return shown;
    }

    private static ObjectNode conductor(Origin origin) {
        var shown = View.object().put("hostname", "gantry").put("conductor_group", "").put("alive", true);
        shown.set("links", View.links(origin, "conductors/gantry"));
        return shown;
    }

    @Get("/shards")
    ObjectNode shards(HttpRequest<?> request) {
        BaremetalVersion.exists(request, SHARDS_SINCE);
        var answer = View.object();
        var list = answer.putArray("shards");
        nodes.shards().forEach((name, count) -> list.addObject().put("name", name).put("count", count));
        return answer;
    }

    /// Hardware drivers have no methods beyond their roles.
    @Get("/drivers/{name}/vendor_passthru/methods")
    ObjectNode methods(String name) {
        var _ = find(name);
        return View.object();
    }
}
