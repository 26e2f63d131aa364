package io.gantry.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.hardware.Power;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Power on and off. A reset is only asked for; whether it happened is seen by looking again.
final class PowerSwitch {
    private static final String RESET = "ComputerSystem.Reset";
    private static final String TYPES = "ResetType@Redfish.AllowableValues";

    private PowerSwitch() {}

    static Power power(Controller controller, Resource system) {
        return switch (system.text("PowerState")) {
            case "On", "PoweringOff", "Paused" -> Power.ON;
            case "Off", "PoweringOn" -> Power.OFF;
            default -> throw new DriverException(Kind.UNREACHABLE,
                    "%s tells no power state; it may be starting itself.".formatted(controller.name()));
        };
    }

    /// Returns when the node has reached it. One that is on its way elsewhere is let arrive there first.
    static void set(Controller controller, Address node, Power wanted) throws InterruptedException {
        var deadline = System.nanoTime() + controller.options().powerTimeout().toNanos();
        var reached = wanted == Power.ON ? "On" : "Off";
        var sent = false;
        while (true) {
            var system = controller.system(node);
            var state = system.text("PowerState");
            if (state.equals(reached)) {
                return;
            }
            if (!sent && !state.equals("PoweringOff") && !state.equals("Powering" + reached)) {
                sent = ask(controller, system, wanted);
            }
            if (System.nanoTime() > deadline) {
                throw new DriverException(Kind.FAILED,
                        "Node %s was to be %s and is %s after %d ms. Look at its console, or raise power-timeout."
                                .formatted(node.node(), wanted.name().toLowerCase(Locale.ROOT), state,
                                        controller.options().powerTimeout().toMillis()));
            }
            TimeUnit.MILLISECONDS.sleep(controller.options().poll().toMillis());
        }
    }

    /// @return whether it was taken; a controller may say that the node's state does not allow it, and allow it a moment later
    private static boolean ask(Controller controller, Resource system, Power wanted) throws InterruptedException {
        var types = wanted == Power.ON ? List.of("On", "ForceOn") : List.of("ForceOff", "PushPowerButton");
        var answer = reset(controller, system, types);
        if (!answer.ok() && answer.status() != 409) {
            throw Refusal.of(controller.what("POST", system.action(RESET)), answer);
        }
        return answer.ok();
    }

    /// Asks for something that needs no state in the end.
    static void reset(Controller controller, Resource system, String type) throws InterruptedException {
        var answer = reset(controller, system, List.of(type));
        if (!answer.ok()) {
            throw Refusal.of(controller.what("POST", system.action(RESET)) + " for " + type, answer);
        }
    }

    /// What it takes, which stands with the action or in a resource of its own; nothing if the controller does not say.
    private static List<String> allowed(Controller controller, JsonNode action) throws InterruptedException {
        var info = action.path("@Redfish.ActionInfo").asText();
        if (action.has(TYPES) || info.isEmpty()) {
            return Json.texts(action.path(TYPES));
        }
        for (var parameter : controller.find(info).map(found -> found.at("Parameters")).orElse(action)) {
            if (parameter.path("Name").asText().equals("ResetType")) {
                return Json.texts(parameter.path("AllowableValues"));
            }
        }
        return List.of();
    }

    /// @param types the first that the controller takes is used; the first of all if it does not say which it takes
    private static Answer reset(Controller controller, Resource system, List<String> types)
            throws InterruptedException {
        var target = system.action(RESET);
        if (target.isEmpty()) {
            throw Refusal.unsupported(controller, "has no reset for " + system.path());
        }
        var action = system.at("Actions").path("#" + RESET);
        var allowed = allowed(controller, action);
        var type = types.stream().filter(one -> allowed.isEmpty() || allowed.contains(one)).findFirst();
        if (type.isEmpty()) {
            throw Refusal.unsupported(controller, "takes none of the resets %s, only %s".formatted(types, allowed));
        }
        return controller.post(target, Json.object().put("ResetType", type.get()));
    }
}
