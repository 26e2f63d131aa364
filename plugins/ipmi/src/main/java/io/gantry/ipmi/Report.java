package io.gantry.ipmi;

import io.gantry.api.hardware.BootDevice;
import io.gantry.api.hardware.Inspection.Component;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what ipmitool prints.
final class Report {
    private static final Pattern READING = Pattern.compile("(-?[0-9.]+) (degrees C|RPM|Watts)");
    private static final Map<String, String> UNITS = Map.of("degrees C", "Cel", "RPM", "RPM", "Watts", "W");
    private static final Map<String, String> KINDS = Map.of("degrees C", "temperature", "RPM", "fan", "Watts",
            "power");

    private Report() {}

    /// Lines `name : value`, the first of each name.
    static Map<String, String> fields(String text) {
        var fields = new HashMap<String, String>();
        text.lines().filter(line -> line.contains(":")).forEach(line -> {
            var parts = line.split(":", 2);
            fields.putIfAbsent(parts[0].replaceFirst("^[\\s-]+", "").strip(), parts[1].strip());
        });
        return fields;
    }

    /// What `chassis bootparam get 5` says.
    static BootDevice bootDevice(String text) {
        var word = fields(text).getOrDefault("Boot Device Selector", "").toLowerCase(Locale.ROOT);
        if (word.contains("pxe")) {
            return BootDevice.PXE;
        }
        if (word.contains("cd/dvd")) {
            return BootDevice.CDROM;
        }
        return word.contains("bios") ? BootDevice.BIOS : BootDevice.DISK;
    }

    /// What `fru print` says, in the words of Ironic.
    static Map<String, String> properties(String text) {
        var fields = fields(text);
        var properties = new HashMap<String, String>();
        first(fields, List.of("Product Manufacturer", "Board Mfg")).ifPresent(it -> properties.put("vendor", it));
        first(fields, List.of("Product Serial", "Chassis Serial", "Board Serial"))
                .ifPresent(it -> properties.put("serial_number", it));
        return properties;
    }

    private static Optional<String> first(Map<String, String> fields, List<String> names) {
        return names.stream().map(name -> fields.getOrDefault(name, "")).filter(text -> !text.isBlank()).findFirst();
    }

    /// Sensors with a reading, from `sdr elist`: `name | number | state | entity | reading`.
    static List<Component> sensors(String text) {
        var sensors = new ArrayList<Component>();
        var names = new HashSet<String>();
        text.lines().map(line -> line.split("\\|", -1)).filter(parts -> parts.length == 5).forEach(parts -> {
            var reading = READING.matcher(parts[4].strip());
            if (reading.matches() && !parts[0].isBlank()) {
                var unit = reading.group(2);
                var kind = KINDS.getOrDefault(unit, "");
                var name = parts[0].strip();
                if (!names.add(kind + "/" + name)) {
                    name = name + " " + parts[1].strip();
                }
                sensors.add(new Component(kind, name, "", reading.group(1) + " " + UNITS.get(unit),
                        health(parts[2].strip())));
            }
        });
        return sensors;
    }

    private static String health(String state) {
        return switch (state) {
            case "ok" -> "OK";
            case "nc", "lnc", "unc" -> "Warning";
            case "cr", "nr", "lcr", "ucr", "lnr", "unr" -> "Critical";
            default -> "";
        };
    }
}
