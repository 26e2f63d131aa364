package io.gantry.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.api.hardware.Inspection;
import io.gantry.api.hardware.Inspection.Component;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a controller knows of its node. A part that it does not show is left out; only the system itself must be there.
final class Inventory {
    private final Controller controller;
    private final Resource system;
    private final Map<String, String> properties = new HashMap<>();
    private final List<Component> components = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private Inventory(Controller controller, Resource system) {
        this.controller = controller;
        this.system = system;
    }

    static Inspection of(Controller controller, Resource system) throws InterruptedException {
        var inventory = new Inventory(controller, system);
        inventory.summary();
        inventory.architecture();
        inventory.drives();
        inventory.firmware();
        inventory.sensors();
        return new Inspection(inventory.properties, inventory.addresses(), inventory.components);
    }

    private void summary() {
        var processors = system.at("ProcessorSummary");
        var cpus = List.of("LogicalProcessorCount", "CoreCount", "Count")
                .stream()
                .mapToInt(name -> processors.path(name).asInt())
                .filter(count -> count > 0)
                .findFirst();
        cpus.ifPresent(count -> properties.put("cpus", Integer.toString(count)));
        var memory = Math.round(system.at("MemorySummary").path("TotalSystemMemoryGiB").asDouble() * 1024);
        if (memory > 0) {
            properties.put("memory_mb", Long.toString(memory));
        }
        known("vendor", system.text("Manufacturer"));
        known("serial_number", system.text("SerialNumber"));
    }

    private void known(String name, String value) {
        if (!value.isBlank()) {
            properties.put(name, value);
        }
    }

    private void architecture() throws InterruptedException {
        for (var processor : below(system.link("Processors"))) {
            var word = (processor.text("InstructionSet") + processor.text("ProcessorArchitecture"))
                    .toLowerCase(Locale.ROOT);
            if (word.contains("64") || word.contains("arm")) {
                known("cpu_arch", word.contains("x86") ? "x86_64" : word.contains("arm") ? "aarch64" : "");
                return;
            }
        }
    }

    private List<Resource> below(String collection) throws InterruptedException {
        var found = new ArrayList<Resource>();
        if (!collection.isEmpty() && controller.find(collection).isPresent()) {
            for (var member : controller.members(collection)) {
                controller.find(member).ifPresent(found::add);
            }
        }
        return found;
    }

    /// The largest counts, for that is where an image goes that needs room.
    private void drives() throws InterruptedException {
        var largest = 0L;
        for (var storage : below(system.link("Storage"))) {
            for (var link : storage.at("Drives")) {
                var drive = controller.find(Json.link(link));
                if (drive.isPresent()) {
                    largest = Math.max(largest, drive.get().at("CapacityBytes").asLong());
                    add("drive", drive.get().text("Name"), drive.get().text("Revision"), "", drive.get().json());
                }
            }
        }
        if (largest > 0) {
            properties.put("local_gb", Long.toString(Math.max(1, largest >> 30)));
        }
    }

    private List<String> addresses() throws InterruptedException {
        var addresses = new ArrayList<String>();
        for (var port : below(system.link("EthernetInterfaces"))) {
            var own = port.text("PermanentMACAddress");
            var address = (own.isBlank() ? port.text("MACAddress") : own).toLowerCase(Locale.ROOT).replace('-', ':');
            if (address.matches("([0-9a-f]{2}:){5}[0-9a-f]{2}") && !addresses.contains(address)) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    /// One service may tell of several systems; what belongs to another is left out.
    private void firmware() throws InterruptedException {
        var service = controller.find("/redfish/v1/UpdateService");
        for (var item : below(service.map(found -> found.link("FirmwareInventory")).orElse(""))) {
            var related = new ArrayList<String>();
            item.at("RelatedItem").forEach(link -> related.add(Json.link(link)));
            var foreign = related.stream()
                    .anyMatch(path -> path.contains("/Systems/") && !(path + "/").startsWith(system.path() + "/"));
            var kind = kind(item);
            if (!foreign && !kind.isEmpty()) {
                add(kind, item.text("Name"), item.text("Version"), "", item.json());
            }
        }
    }

    private static String kind(Resource item) {
        var words = (item.text("Id") + " " + item.text("Name")).toLowerCase(Locale.ROOT);
        if (words.matches(".*(bmc|idrac|ilo|xcc|manager|remote access).*")) {
            return "bmc";
        }
        if (words.matches(".*(bios|uefi|system rom).*")) {
            return "bios";
        }
        if (words.matches(".*(nic|ethernet|network|connectx).*")) {
            return "nic";
        }
        return words.matches(".*(power supply|psu).*")
                ? "power"
                : words.matches(".*(ssd|nvme|disk|drive).*") ? "drive" : "";
    }

    private void sensors() throws InterruptedException {
        for (var link : system.at("Links").path("Chassis")) {
            var chassis = controller.find(Json.link(link));
            if (chassis.isEmpty()) {
                continue;
            }
            var sensors = below(chassis.get().link("Sensors"));
            if (!sensors.isEmpty()) {
                sensors.forEach(this::sensor);
                continue;
            }
            for (var one : part(chassis.get(), "Thermal", "Temperatures")) {
                add("temperature", one.path("Name").asText(), "", reading(one.path("ReadingCelsius"), "Cel"), one);
            }
            for (var one : part(chassis.get(), "Thermal", "Fans")) {
                var name = one.path("Name").asText(one.path("FanName").asText());
                add("fan", name, "", reading(one.path("Reading"), one.path("ReadingUnits").asText("RPM")), one);
            }
            for (var one : part(chassis.get(), "Power", "PowerSupplies")) {
                add("power", one.path("Name").asText(), one.path("FirmwareVersion").asText(),
                        reading(one.path("LastPowerOutputWatts"), "W"), one);
            }
        }
    }

    private void sensor(Resource sensor) {
        var kind = switch (sensor.text("ReadingType")) {
            case "Temperature" -> "temperature";
            case "Rotational" -> "fan";
            case "Power" -> "power";
            default -> "";
        };
        if (!kind.isEmpty()) {
            add(kind, sensor.text("Name"), "", reading(sensor.at("Reading"), sensor.text("ReadingUnits")),
                    sensor.json());
        }
    }

    private JsonNode part(Resource chassis, String page, String list) throws InterruptedException {
        var path = chassis.link(page);
        return path.isEmpty()
                ? Json.object().path(list)
                : controller.find(path).map(found -> found.at(list)).orElse(Json.object().path(list));
    }

    private static String reading(JsonNode number, String unit) {
        return number.isNumber() ? number.asText() + " " + unit : "";
    }

    /// Names are made different, since makers have several parts of one name.
    private void add(String kind, String name, String version, String reading, JsonNode part) {
        var base = name.isBlank() ? kind : name;
        var unique = base;
        for (var number = 2; !names.add(kind + "\n" + unique); number++) {
            unique = base + " " + number;
        }
        components.add(new Component(kind, unique, version, reading, part.path("Status").path("Health").asText()));
    }
}
