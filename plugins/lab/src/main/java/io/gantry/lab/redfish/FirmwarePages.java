package io.gantry.lab.redfish;

import static io.gantry.lab.redfish.Reply.link;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.lab.machine.Firmware;
import io.gantry.lab.redfish.Rack.Place;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// `Bios`, its settings, and `SecureBoot` of a system. What is set holds from the next start on.
final class FirmwarePages {
    private static final String PREFIX = "bios.";

    Reply answer(Call call, Place place, String rest) throws Refusal, IOException, InterruptedException {
        var state = place.machine().look();
        return switch (rest) {
            case "/Bios" -> {
                onlyRead(call);
                var page = page(call, "Bios", state.settings());
                page.putObject("@Redfish.Settings")
                        .put("@odata.type", "#Settings.v1_3_5.Settings")
                        .set("SettingsObject", link(call.path() + "/Settings"));
                yield Reply.of(page);
            }
            case "/Bios/Settings" -> {
                if (call.is("PATCH")) {
                    attributes(call, place);
                    yield Reply.done();
                }
                onlyRead(call);
                yield Reply.of(page(call, "Settings", state.pending()));
            }
            case "/SecureBoot" -> {
                if (call.is("PATCH")) {
                    secureBoot(call, place);
                    yield Reply.done();
                }
                onlyRead(call);
                var now = state.settings().get(Firmware.SECURE_BOOT);
                yield Reply.of(Pages.resource(call.path(), "SecureBoot.v1_1_0.SecureBoot", "SecureBoot")
                        .put("SecureBootEnable",
                                Boolean.parseBoolean(state.pending().getOrDefault(Firmware.SECURE_BOOT, now)))
                        .put("SecureBootCurrentBoot", "true".equals(now) ? "Enabled" : "Disabled")
                        .put("SecureBootMode", "UserMode"));
            }
            default -> throw call.missing();
        };
    }

    private static void onlyRead(Call call) throws Refusal {
        if (!call.is("GET")) {
            throw call.wrongMethod();
        }
    }

    private static ObjectNode page(Call call, String id, Map<String, String> settings) {
        var page = Pages.resource(call.path(), "Bios.v1_2_1.Bios", id);
        var attributes = page.putObject("Attributes");
        settings.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                if (value.matches("[0-9]+")) {
                    attributes.put(name.substring(PREFIX.length()), Integer.parseInt(value));
                } else {
                    attributes.put(name.substring(PREFIX.length()), value);
                }
            }
        });
        return page;
    }

    private static void attributes(Call call, Place place) throws Refusal, IOException, InterruptedException {
        var wanted = new TreeMap<String, String>();
        for (var attribute : call.body().path("Attributes").properties()) {
            var name = PREFIX + attribute.getKey();
            var value = attribute.getValue().asText();
            var objection = Firmware.objection(name, value);
            if (objection.isPresent() || value.matches("[0-9]+") != attribute.getValue().isInt()) {
                throw new Refusal(400, "PropertyValueNotInList", objection.orElse(attribute + " has the wrong type"),
                        value, attribute.getKey());
            }
            wanted.put(name, value);
        }
        place.machine().configure(wanted);
    }

    private static void secureBoot(Call call, Place place) throws Refusal, IOException, InterruptedException {
        var wanted = call.body().path("SecureBootEnable");
        if (!wanted.isBoolean()) {
            throw Refusal.value("SecureBootEnable", wanted.asText());
        }
        place.machine().configure(Map.of(Firmware.SECURE_BOOT, wanted.asText()));
    }
}
