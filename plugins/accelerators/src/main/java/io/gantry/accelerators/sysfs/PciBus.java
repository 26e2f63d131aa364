package io.gantry.accelerators.sysfs;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// All functions of the machine at one moment.
public final class PciBus {
    private final Directory root;
    private final NavigableMap<String, PciFunction> functions;
    private final List<String> unreadable;
    private final VirtualFunctions virtual;
    private final IommuGroups groups;

    private PciBus(Directory root, NavigableMap<String, PciFunction> functions, List<String> unreadable) {
        this.root = root;
        this.functions = functions;
        this.unreadable = unreadable;
        virtual = new VirtualFunctions(functions);
        groups = new IommuGroups(root, functions.values());
    }

    /// Reads the bus; a function that cannot be read is left out with a warning.
    static PciBus read(Directory root, Warnings warnings) {
        var functions = new TreeMap<String, PciFunction>();
        var list = root.in("bus/pci/devices");
        var left = new ArrayList<String>();
        for (var address : addresses(root, list.path())) {
            var files = list.in(address);
            try {
                inside(root.path(), files.path());
                functions.put(address, PciFunction.read(address, files));
                warnings.clear(address);
            } catch (IOException unreadable) {
                left.add(address);
                warnings.warn(address, "left out, because it cannot be read: " + unreadable.getMessage());
            }
        }
        return new PciBus(root, functions, List.copyOf(left));
    }

    private static List<String> addresses(Directory root, Path list) {
        if (root.has("bus") && !root.has("bus/pci")) {
            return List.of(); // a machine without PCI
        }
        if (!Files.isDirectory(list)) {
            throw new DriverException(Kind.UNREACHABLE, "There is no PCI bus at %s. Is %s a sysfs tree?".formatted(list,
                    root.path()));
        }
        try (var paths = Files.list(list)) {
            return paths.map(path -> String.valueOf(path.getFileName())).filter(PciFunction::isAddress).toList();
        } catch (IOException | UncheckedIOException unreadable) {
            throw new DriverException(Kind.UNREACHABLE, "Cannot list the PCI bus %s: %s. Is %s a sysfs tree?"
                    .formatted(list, unreadable, root.path()), unreadable);
        }
    }

    /// A tree that was recorded elsewhere must not lead into this machine.
    private static void inside(Path root, Path directory) throws IOException {
        if (Files.isSymbolicLink(directory)) {
            var target = directory.resolveSibling(Files.readSymbolicLink(directory)).normalize();
            if (!target.startsWith(root.normalize())) {
                throw new IOException("its link leads out of the tree");
            }
        }
    }

    /// Each function once, sorted by address.
    public Collection<PciFunction> functions() {
        return Collections.unmodifiableCollection(functions.values());
    }

    /// Addresses at which something is that cannot be identified.
    public List<String> unreadable() {
        return unreadable;
    }

    /// The function at that address, if it can be read.
    public Optional<PciFunction> get(String address) {
        return Optional.ofNullable(functions.get(address));
    }

    /// Which functions are virtual, and whose.
    public VirtualFunctions virtual() {
        return virtual;
    }

    /// Which functions can only be given away together.
    public IommuGroups groups() {
        return groups;
    }

    /// The functions of one card, sorted by their number.
    public List<PciFunction> slot(PciFunction function) {
        return functions.subMap(function.slot() + ".0", true, function.slot() + ".7", true)
                .values()
                .stream()
                .filter(other -> other.slot().equals(function.slot()))
                .toList();
    }

    /// Those that are not virtual.
    public List<PciFunction> physical() {
        return functions().stream().filter(function -> !virtual.contains(function.address())).toList();
    }

    /// The sysfs tree.
    public Directory root() {
        return root;
    }

    /// What else is known of a function, for people.
    public Map<String, String> properties(PciFunction function) {
        var properties = new TreeMap<>(Map.of("vendor-id", function.vendor(), "product-id", function.product()));
        if (!function.type().isEmpty()) {
            properties.put("class", function.type());
        }
        function.files()
                .number("numa_node")
                .filter(node -> node >= 0)
                .ifPresent(node -> properties.put("numa-node", node.toString()));
        function.driver().ifPresent(driver -> properties.put("driver", driver));
        groups.of(function).ifPresent(group -> properties.put("iommu-group", group));
        var most = function.files().number("sriov_totalvfs").orElse(0);
        if (most > 0 || !virtual.of(function).isEmpty()) {
            var seen = virtual.of(function).size();
            properties.put("virtual-functions", "%d of %s enabled, %d visible".formatted(
                    Math.max(seen, VirtualFunctions.enabled(function)), most > 0 ? most : "unknown", seen));
        }
        return properties;
    }

    /// Functions that are virtual and whose physical function is not known.
    public List<PciFunction> orphans() {
        return new ArrayList<>(functions().stream()
                .filter(function -> virtual.contains(function.address())
                        && virtual.parent(function.address()).isEmpty())
                .toList());
    }
}
