package io.gantry.baremetal;

import io.gantry.api.hardware.BootDevice;
import io.gantry.api.hardware.Power;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Steps that the node's controller does, not its agent.
@Singleton
final class HardwareSteps {
    private final Machines machines;

    HardwareSteps(Machines machines) {
        this.machines = machines;
    }

    /// @return false if the controller has no such step
    boolean perform(BareMetalNode node, NodeStep step) throws InterruptedException {
        switch (step.area() + "." + step.name()) {
            case "power.power_on", "power.on" -> machines.power(node, Power.ON);
            case "power.power_off", "power.off" -> machines.power(node, Power.OFF);
            case "power.reboot" -> machines.reboot(node);
            case "management.set_boot_device" -> machines.bootDevice(node, device(step),
                    !Boolean.TRUE.equals(step.args().get("persistent")));
            case "bios.apply_configuration" -> machines.configure(node, settings(step));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static BootDevice device(NodeStep step) {
        return bootDevice(String.valueOf(step.args().get("boot_device")));
    }

    /// The device of that word.
    static BootDevice bootDevice(String word) {
        return Arrays.stream(BootDevice.values())
                .filter(device -> device.name().toLowerCase(Locale.ROOT).equals(word))
                .findAny()
                .orElseThrow(() -> Problem.invalid("Unknown boot device '%s'; there are %s.".formatted(
                        JsonBody.cut(word), Arrays.toString(BootDevice.values()).toLowerCase(Locale.ROOT))));
    }

    private static Map<String, String> settings(NodeStep step) {
        var all = new HashMap<String, String>();
        if (step.args().get("settings") instanceof List<?> settings) {
            for (var setting : settings) {
                if (setting instanceof Map<?, ?> one && one.get("name") instanceof String name) {
                    all.put("bios." + name, String.valueOf(one.get("value")));
                }
            }
        }
        if (all.isEmpty()) {
            throw Problem.invalid("The step bios.apply_configuration needs 'settings', a list of names with values.");
        }
        return all;
    }
}
