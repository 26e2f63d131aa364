package io.gantry.lab.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.lab.machine.BootSource;
import io.gantry.lab.machine.Firmware;
import io.gantry.lab.machine.MachineState;
import io.gantry.lab.redfish.Rack.Place;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The object `Boot` of a system. There is one override: a start that is chosen once ends the one chosen for all times.
final class BootOverride {
    private static final String ENABLED = "BootSourceOverrideEnabled";
    private static final String TARGET = "BootSourceOverrideTarget";
    private static final String MODE = "BootSourceOverrideMode";

    private final Quirks quirks;

    BootOverride(Quirks quirks) {
        this.quirks = quirks;
    }

    private Map<String, BootSource> targets() {
        var targets = new LinkedHashMap<String, BootSource>();
        targets.put("Pxe", BootSource.PXE);
        targets.put(quirks.has(Quirk.SUPERMICRO) ? "UsbCd" : "Cd", BootSource.CDROM);
        targets.put("Hdd", BootSource.DISK);
        targets.put("BiosSetup", BootSource.BIOS);
        return targets;
    }

    private String target(BootSource source) {
        return targets().entrySet()
                .stream()
                .filter(entry -> entry.getValue() == source)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("None");
    }

    private static String enabled(MachineState state) {
        return state.once().isPresent() ? "Once" : state.always().isPresent() ? "Continuous" : "Disabled";
    }

    ObjectNode page(MachineState state) {
        var mode = state.pending().getOrDefault(Firmware.BOOT_MODE, state.settings().get(Firmware.BOOT_MODE));
        var enabled = enabled(state);
        var page = Reply.object()
                .put(ENABLED, enabled)
                .put(TARGET, enabled.equals("Disabled") ? "None" : target(state.next()))
                .put(MODE, "uefi".equals(mode) ? "UEFI" : "Legacy");
        var values = page.putArray(TARGET + "@Redfish.AllowableValues").add("None");
        targets().keySet().forEach(values::add);
        return page;
    }

    Reply patch(Call call, Place place, boolean settings) throws Refusal, IOException, InterruptedException {
        var boot = call.body().path("Boot");
        if (!boot.isObject() || call.body().size() != 1) {
            throw new Refusal(400, "PropertyNotWritable", "Only Boot can be changed here.", "Boot");
        }
        check(boot, settings);
        var state = place.machine().look();
        var wanted = boot.path(ENABLED).asText(enabled(state));
        if (!List.of("Once", "Continuous", "Disabled").contains(wanted)
                || (wanted.equals("Continuous") && quirks.has(Quirk.NO_CONTINUOUS))) {
            throw Refusal.value(ENABLED, wanted);
        }
        var target = boot.path(TARGET).asText(target(state.next()));
        var source = targets().get(target);
        if (source == null && !target.equals("None")) {
            throw Refusal.value(TARGET, target);
        }
        mode(place, boot.path(MODE));
        if (source == null || wanted.equals("Disabled")) {
            place.machine().startAsBuilt();
        } else if (boot.has(TARGET) || boot.has(ENABLED)) {
            place.machine().startAsBuilt();
            place.machine().startFrom(source, wanted.equals("Once"));
        }
        return Reply.done();
    }

    private void check(JsonNode boot, boolean settings) throws Refusal {
        if (quirks.has(Quirk.SETTINGS_OBJECT) && !settings) {
            throw new Refusal(400, "PropertyNotWritable", "Boot is changed on the settings object.", "Boot");
        }
        if (quirks.strikes(Quirk.IN_POST)) {
            throw new Refusal(400, "iLO.2.14.UnableToModifyDuringSystemPOST", "The system is in POST.");
        }
        if (quirks.has(Quirk.ALL_BOOT_KEYS) && !(boot.has(ENABLED) && boot.has(TARGET) && boot.has(MODE))) {
            throw new Refusal(400, "PropertyMissing", "All keys of the override must be there.", "Boot");
        }
        if (quirks.has(Quirk.SUPERMICRO) && !boot.has(ENABLED)) {
            throw new Refusal(400, "PropertyMissing", "The override must say whether it is enabled.", ENABLED);
        }
    }

    private static void mode(Place place, JsonNode mode) throws Refusal, IOException, InterruptedException {
        if (mode.isMissingNode()) {
            return;
        }
        var word = switch (mode.asText()) {
            case "UEFI" -> "uefi";
            case "Legacy" -> "bios";
            default -> throw Refusal.value(MODE, mode.asText());
        };
        place.machine().configure(Map.of(Firmware.BOOT_MODE, word));
    }
}
