package io.gantry.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a node's firmware is told: the mode it starts in, secure boot, and the attributes that its maker has.
final class FirmwareSettings {
    private static final String BOOT_MODE = "boot_mode";
    private static final String SECURE_BOOT = "secure_boot";
    private static final String PREFIX = "bios.";
    private static final Map<String, String> MODES = Map.of("uefi", "UEFI", "bios", "Legacy");

    private final Controller controller;
    private final Resource system;

    FirmwareSettings(Controller controller, Resource system) {
        this.controller = controller;
        this.system = system;
    }

    Map<String, String> read() throws InterruptedException {
        var settings = new HashMap<String, String>();
        var mode = system.at("Boot").path("BootSourceOverrideMode").asText();
        MODES.forEach((ours, theirs) -> {
            if (theirs.equals(mode)) {
                settings.put(BOOT_MODE, ours);
            }
        });
        below("SecureBoot").map(page -> page.at("SecureBootEnable"))
                .filter(JsonNode::isBoolean)
                .ifPresent(enabled -> settings.put(SECURE_BOOT, enabled.asText()));
        below("Bios").ifPresent(bios -> bios.at("Attributes")
                .properties()
                .forEach(one -> settings.put(PREFIX + one.getKey(), one.getValue().asText())));
        return settings;
    }

    private Optional<Resource> below(String property) throws InterruptedException {
        var path = system.link(property);
        return path.isEmpty() ? Optional.empty() : controller.find(path);
    }

    /// The attributes go first: only they can be refused for a value that looks right, and nothing has been set then.
    void apply(Map<String, String> settings) throws InterruptedException {
        var attributes = Json.object();
        var bios = below("Bios");
        for (var setting : new TreeMap<>(settings).entrySet()) {
            var name = setting.getKey();
            var value = setting.getValue();
            switch (name) {
                case BOOT_MODE -> check(MODES.containsKey(value), name, value, MODES.keySet().toString());
                case SECURE_BOOT -> {
                    check(value.matches("true|false"), name, value, "true or false");
                    check(!system.link("SecureBoot").isEmpty(), name, value,
                            "nothing, for its controller has no such setting");
                }
                default -> attribute(attributes, bios, name, value);
            }
        }
        if (!attributes.isEmpty()) {
            attributes(bios.orElseThrow(), attributes);
        }
        if (settings.containsKey(SECURE_BOOT)) {
            done(controller.patch(system.link("SecureBoot"), Json.object()
                    .put("SecureBootEnable", Boolean.parseBoolean(settings.get(SECURE_BOOT)))), system
                            .link("SecureBoot"));
        }
        if (settings.containsKey(BOOT_MODE)) {
            mode(settings.get(BOOT_MODE));
        }
    }

    private void check(boolean right, String name, String value, String allowed) {
        if (!right) {
            throw new DriverException(Kind.INVALID, "Nothing was set on node %s: %s takes %s, and not '%s'."
                    .formatted(controller.address().node(), name, allowed, value));
        }
    }

    /// Attributes are numbers, truth values or texts, and a controller refuses the one for the other.
    private void attribute(ObjectNode attributes, Optional<Resource> bios, String name, String value) {
        var key = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
        var now = bios.map(page -> page.at("Attributes").path(key)).filter(node -> !node.isMissingNode());
        if (key.isEmpty() || now.isEmpty()) {
            throw new DriverException(Kind.INVALID,
                    "Nothing was set on node %s: it has no setting '%s'. Ask for its settings to see which it has."
                            .formatted(controller.address().node(), name));
        }
        if (now.get().isNumber()) {
            check(value.matches("-?[0-9]{1,18}"), name, value, "a number");
            attributes.put(key, Long.parseLong(value));
        } else if (now.get().isBoolean()) {
            check(value.matches("true|false"), name, value, "true or false");
            attributes.put(key, Boolean.parseBoolean(value));
        } else {
            attributes.put(key, value);
        }
    }

    private void attributes(Resource bios, ObjectNode attributes) throws InterruptedException {
        var path = bios.settings().isEmpty() ? bios.path() : bios.settings();
        var body = Json.object();
        body.set("Attributes", attributes);
        var answer = controller.patch(path, body);
        if (answer.status() == 400 || answer.status() == 422) {
            throw new DriverException(Kind.INVALID, "Nothing was set on node %s: its controller refuses %s: %s"
                    .formatted(controller.address().node(), attributes.properties()
                            .stream()
                            .map(Map.Entry::getKey)
                            .toList(), answer.words()));
        }
        done(answer, path);
    }

    private void mode(String wanted) throws InterruptedException {
        var boot = Json.object().put("BootSourceOverrideMode", MODES.get(wanted));
        var answer = BootOrder.change(controller, system, boot);
        if (answer.status() == 400) {
            // Some take the mode only with the other two keys beside it.
            var now = system.at("Boot");
            for (var key : new String[]{"BootSourceOverrideTarget", "BootSourceOverrideEnabled"}) {
                boot.set(key, now.path(key));
            }
            answer = BootOrder.change(controller, system, boot);
        }
        done(answer, system.path());
    }

    private void done(Answer answer, String path) {
        if (!answer.ok()) {
            throw Refusal.of(controller.what("PATCH", path), answer);
        }
    }
}
