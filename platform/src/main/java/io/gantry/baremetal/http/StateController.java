package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.BareMetalNode;
import io.gantry.baremetal.Controllers;
import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.PowerChange;
import io.gantry.baremetal.Provisioning;
import io.gantry.baremetal.Reach;
import io.gantry.baremetal.Recipe;
import io.gantry.baremetal.Recipes;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Where a node stands and where it is to get: `states`, `maintenance`.
@Controller(BaremetalErrors.V1 + "/nodes/{ident}")
@ExecuteOn(TaskExecutors.BLOCKING)
class StateController {
    private static final Set<String> STATES = Set.of("power_state", "target_power_state", "provision_state",
            "target_provision_state", "provision_updated_at", "last_error", "console_enabled", "raid_config",
            "target_raid_config", "boot_mode", "secure_boot");
    private static final Map<String, PowerChange> POWER = Map.of("power on", change("power on", false), "power off",
            change("power off", false), "rebooting", change(PowerChange.REBOOT, false), "soft rebooting",
            change(PowerChange.REBOOT, true), "soft power off", change("power off", true));

    private final Nodes nodes;
    private final NodeView view;
    private final Provisioning provisioning;
    private final Controllers controllers;
    private final Recipes recipes;

    StateController(Nodes nodes, NodeView view, Provisioning provisioning, Controllers controllers,
            Recipes recipes) {
        this.nodes = nodes;
        this.view = view;
        this.provisioning = provisioning;
        this.controllers = controllers;
        this.recipes = recipes;
    }

    private static PowerChange change(String target, boolean soft) {
        return new PowerChange(target, soft, Duration.ofSeconds(60));
    }

    private BareMetalNode used(Caller caller, String ident) {
        return new Reach(caller).uses(nodes.find(ident));
    }

    @Get("/states")
    ObjectNode states(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        return view.of(new Reach(caller).sees(nodes.find(ident)), request, origin).retain(STATES);
    }

    /// Work has begun; where it is shows there.
    private static HttpResponse<Void> accepted(Origin origin, String ident) {
        return HttpResponse.<Void>accepted()
                .header("Location", origin.of(BaremetalErrors.V1 + "/nodes/"
                        + URLEncoder.encode(ident, StandardCharsets.UTF_8) + "/states"));
    }

    @Put("/states/provision")
    @Consumes(MediaType.ALL)
    HttpResponse<Void> provision(Caller caller, HttpRequest<?> request, Origin origin, String ident,
            @Body byte[] bytes) throws InterruptedException {
        var node = used(caller, ident);
        var wish = ProvisionWish.of(JsonBody.of(bytes, "provision request"), request);
        var runbook = wish.runbook().map(named -> recipes.find(Recipe.Kind.RUNBOOK, named));
        provisioning.ask(node.id(), wish.verb(), wish.given(), runbook.map(Recipe::steps).orElse(wish.steps()),
                runbook.map(Recipe::agent).orElse(wish.agent()));
        return accepted(origin, ident);
    }

    @Put("/states/power")
    @Consumes(MediaType.ALL)
    HttpResponse<Void> power(Caller caller, HttpRequest<?> request, Origin origin, String ident, @Body byte[] bytes) {
        var node = used(caller, ident);
        var body = JsonBody.of(bytes, "power request").only("target", "timeout");
        var target = body.needed("target");
        var change = POWER.get(target);
        if (change == null) {
            throw Problem.invalid("The requested power state \"%s\" is none; there are %s.".formatted(
                    JsonBody.cut(target), POWER.keySet().stream().sorted().toList()));
        }
        var timeout = body.number("timeout");
        if (change.soft() || timeout.isPresent()) {
            BaremetalVersion.needs(request, 27, "soft power off and 'timeout'");
        }
        timeout.filter(seconds -> seconds < 1).ifPresent(_ -> {
            throw Problem.invalid("'timeout' is at least 1 second.");
        });
        controllers.power(node.id(), new PowerChange(change.target(), change.soft(),
                timeout.map(Duration::ofSeconds).orElse(change.timeout())));
        return accepted(origin, ident);
    }

    @Put("/states/boot_mode")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.ACCEPTED)
    void bootMode(Caller caller, HttpRequest<?> request, String ident, @Body byte[] bytes)
            throws InterruptedException {
        BaremetalVersion.exists(request, 76);
        var target = JsonBody.of(bytes, "boot mode request").only("target").needed("target");
        if (!Set.of("uefi", "bios").contains(target)) {
            throw Problem.invalid("The boot mode is uefi or bios, not '" + JsonBody.cut(target) + "'.");
        }
        controllers.configure(used(caller, ident).id(), Map.of("boot_mode", target));
    }

    @Put("/states/secure_boot")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.ACCEPTED)
    void secureBoot(Caller caller, HttpRequest<?> request, String ident, @Body byte[] bytes)
            throws InterruptedException {
        BaremetalVersion.exists(request, 76);
        var target = JsonBody.of(bytes, "secure boot request").only("target").json().path("target");
        var on = target.isBoolean() ? target.booleanValue() : Listing.flag("target", target.asText());
        controllers.configure(used(caller, ident).id(), Map.of("secure_boot", Boolean.toString(on)));
    }

    @Put("/maintenance")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.ACCEPTED)
    void maintain(Caller caller, String ident, @Body byte[] bytes) {
        var node = used(caller, ident);
        var body = bytes.length == 0
                ? JsonBody.of("{}".getBytes(StandardCharsets.UTF_8), "maintenance request")
                : JsonBody.of(bytes, "maintenance request").only("reason");
        nodes.maintenance(node.id(), true, body.text("reason", 4096));
    }

    @Delete("/maintenance")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.ACCEPTED)
    void release(Caller caller, String ident) {
        nodes.maintenance(used(caller, ident).id(), false, java.util.Optional.empty());
    }
}
