package io.gantry.accelerators.sysfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What people call vendors and products.
public final class Names {
    private static final Logger LOG = LoggerFactory.getLogger(Names.class);
    private static final Map<String, String> VENDORS = Map.ofEntries(Map.entry("8086", "Intel"),
            Map.entry("10de", "NVIDIA"),
            Map.entry("1002", "AMD"), Map.entry("1022", "AMD"), Map.entry("10ee", "Xilinx"),
            Map.entry("15b3", "Mellanox"),
            Map.entry("14e4", "Broadcom"), Map.entry("144d", "Samsung"), Map.entry("19e5", "Huawei"),
            Map.entry("1bd4", "Inspur"),
            Map.entry("1da3", "Habana"), Map.entry("1172", "Altera"), Map.entry("177d", "Cavium"),
            Map.entry("1077", "QLogic"),
            Map.entry("1425", "Chelsio"), Map.entry("1c5c", "SK hynix"), Map.entry("1344", "Micron"),
            Map.entry("1e0f", "Kioxia"),
            Map.entry("15b7", "SanDisk"), Map.entry("1cf2", "ZTE"), Map.entry("1d9b", "Facebook"),
            Map.entry("1af4", "Red Hat"));

    private final Map<String, String> known;

    private Names(Map<String, String> known) {
        this.known = known;
    }

    /// Reads from the list only what is asked for: it has tens of thousands of lines.
    public static Names of(Path list, Collection<PciFunction> functions) {
        var wanted = functions.stream().map(PciFunction::ids).collect(Collectors.toSet());
        var known = new HashMap<String, String>();
        try (var lines = Files.newBufferedReader(list, UTF_8)) {
            var vendor = "";
            for (var line = lines.readLine(); line != null && !line.startsWith("C "); line = lines.readLine()) {
                if (line.matches("[0-9a-f]{4}  .+")) {
                    vendor = line.substring(0, 4);
                    keep(known, vendor, line.substring(6),
                            functions.stream().map(PciFunction::vendor).collect(Collectors.toSet()));
                } else if (line.matches("\t[0-9a-f]{4}  .+")) {
                    keep(known, vendor + ":" + line.substring(1, 5), line.substring(7), wanted);
                }
            }
        } catch (NoSuchFileException none) {
            LOG.debug("{} is not there; devices are named by vendor and number", list);
        } catch (IOException unreadable) {
            LOG.warn("Cannot read {}, so devices are named by vendor and number: {}", list, unreadable.toString());
        }
        return new Names(known);
    }

    private static void keep(Map<String, String> known, String id, String name, Set<String> wanted) {
        if (wanted.contains(id)) {
            known.put(id, name.strip());
        }
    }

    /// Vendor and product.
    public String of(PciFunction function) {
        var vendor = known.getOrDefault(function.vendor(),
                VENDORS.getOrDefault(function.vendor(), "Vendor " + function.vendor()));
        return vendor + " " + known.getOrDefault(function.ids(), function.ids());
    }

    /// The vendor as a part of a trait.
    public static String trait(PciFunction function) {
        return VENDORS.getOrDefault(function.vendor(), function.vendor())
                .toUpperCase(java.util.Locale.ROOT)
                .replaceAll("[^A-Z0-9]", "_"); // a trait has no other letters
    }
}
