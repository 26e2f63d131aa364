package io.gantry.redfish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.api.hardware.BootDevice;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a node starts from, by the boot override of its system.
final class BootOrder {
    private static final String ENABLED = "BootSourceOverrideEnabled";
    private static final String TARGET = "BootSourceOverrideTarget";
    private static final String MODE = "BootSourceOverrideMode";
    private static final String ALLOWED = TARGET + "@Redfish.AllowableValues";
    private static final Map<BootDevice, List<String>> TARGETS = new EnumMap<>(Map.of(BootDevice.DISK, List.of("Hdd"),
            BootDevice.PXE, List.of("Pxe"), BootDevice.CDROM, List.of("Cd", "UsbCd"), BootDevice.BIOS,
            List.of("BiosSetup"), BootDevice.UEFIHTTP, List.of("UefiHttp")));

    private final Remembered remembered;

    BootOrder(Remembered remembered) {
        this.remembered = remembered;
    }

    static Set<BootDevice> devices(Resource system) {
        var allowed = Json.texts(system.at("Boot").path(ALLOWED));
        var devices = EnumSet.of(BootDevice.DISK, BootDevice.PXE, BootDevice.CDROM, BootDevice.BIOS);
        if (!allowed.isEmpty()) {
            devices.clear();
            TARGETS.forEach((device, targets) -> {
                if (targets.stream().anyMatch(allowed::contains)) {
                    devices.add(device);
                }
            });
        }
        return devices;
    }

    /// Without an override a node starts as its firmware has it, which is from its disk in the end.
    BootDevice next(Controller controller, Resource system) throws InterruptedException {
        var boot = system.at("Boot");
        if (boot.path(ENABLED).asText().equals("Disabled")) {
            return remembered.of(controller, system).orElse(BootDevice.DISK);
        }
        return TARGETS.entrySet()
                .stream()
                .filter(entry -> entry.getValue().contains(boot.path(TARGET).asText()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(BootDevice.DISK);
    }

    void set(Controller controller, Resource system, BootDevice device, boolean once) throws InterruptedException {
        if (!devices(system).contains(device)) {
            throw Refusal.unsupported(controller, "cannot start its node from %s, only from %s".formatted(device,
                    devices(system)));
        }
        if (once) {
            choose(controller, system, device, "Once");
            return;
        }
        var answer = override(controller, system, device, "Continuous");
        if (answer.ok()) {
            remembered.forget(controller, system);
            return;
        }
        if (answer.status() != 400 && answer.status() < 500) {
            throw Refusal.of(controller.what("PATCH", system.path()), answer);
        }
        // It knows no choice for all times: then it is made anew before each start.
        choose(controller, system, device, "Once");
        remembered.put(controller, system, device);
    }

    /// Makes the choice anew that the controller cannot keep, unless there is one for the next start alone.
    void beforeStart(Controller controller, Resource system) throws InterruptedException {
        var device = remembered.of(controller, system);
        if (device.isPresent() && system.at("Boot").path(ENABLED).asText().equals("Disabled")) {
            choose(controller, system, device.get(), "Once");
        }
    }

    private void choose(Controller controller, Resource system, BootDevice device, String enabled)
            throws InterruptedException {
        var answer = override(controller, system, device, enabled);
        if (!answer.ok()) {
            throw Refusal.of(controller.what("PATCH", system.path()) + " to start from " + device, answer);
        }
    }

    private static Answer override(Controller controller, Resource system, BootDevice device, String enabled)
            throws InterruptedException {
        return change(controller, system, wanted(system, device, enabled));
    }

    /// Changes the object `Boot`, wherever the controller wants it changed, and waits while the node tests itself.
    static Answer change(Controller controller, Resource system, ObjectNode boot) throws InterruptedException {
        var body = Json.object();
        body.set("Boot", boot);
        var path = place(controller, system);
        var deadline = System.nanoTime() + controller.options().powerTimeout().toNanos();
        while (true) {
            var answer = controller.patch(path, body);
            var testing = answer.mentions("DuringSystemPOST") || answer.mentions("in POST");
            if (!testing || System.nanoTime() > deadline) {
                return answer;
            }
            controller.pause();
        }
    }

    private static String place(Controller controller, Resource system) throws InterruptedException {
        if (system.settings().isEmpty()) {
            return system.path();
        }
        return controller.find(system.settings())
                .filter(settings -> settings.at("Boot").has(TARGET))
                .map(Resource::path)
                .orElse(system.path());
    }

    private static ObjectNode wanted(Resource system, BootDevice device, String enabled) {
        var now = system.at("Boot");
        var allowed = Json.texts(now.path(ALLOWED));
        var maker = system.text("Manufacturer").toLowerCase(Locale.ROOT);
        var supermicro = maker.contains("supermicro");
        var all = maker.equals("ami") || maker.contains("american megatrends") || maker.contains("asrockrack");
        var targets = TARGETS.getOrDefault(device, List.of());
        // To Supermicro `Cd` is a drive of metal, and the virtual one a stick.
        var target = device == BootDevice.CDROM && supermicro && allowed.contains("UsbCd")
                ? "UsbCd"
                : targets.stream().filter(one -> allowed.isEmpty() || allowed.contains(one)).findFirst().orElseThrow();
        var boot = Json.object().put(TARGET, target);
        // Some refuse to be told what holds already.
        if (supermicro || all || !now.path(ENABLED).asText().equals(enabled)) {
            boot.put(ENABLED, enabled);
        }
        if (all) {
            boot.put(MODE, now.path(MODE).asText("UEFI"));
        }
        return boot;
    }
}
