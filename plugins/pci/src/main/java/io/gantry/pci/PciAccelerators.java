package io.gantry.pci;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.accelerator.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds accelerators on the PCI bus.
@DriverId(value = "pci", description = "Finds GPUs, FPGAs, network adapters, NVMe disks and other accelerators on the PCI bus.")
public final class PciAccelerators implements AcceleratorDriver {
    private static final Logger LOG = LoggerFactory.getLogger(PciAccelerators.class);

    private final Path root;
    private final Path list;
    private final Family family;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /// Checks the options; the bus is read anew at each discovery.
    public PciAccelerators(PciOptions options) {
        family = new Family(options.allow());
        list = options.names();
        root = options.root();
        if (!Files.isDirectory(root)) {
            throw new DriverException(Kind.INVALID,
                    "The root %s is not a directory; it is where a sysfs tree lies, usually /sys."
                            .formatted(root));
        }
    }

    @Override
    public List<Device> discover() {
        var bus = bus();
        var virtual = new VirtualFunctions(bus);
        var found = new LinkedHashMap<PciFunction, Device.Kind>();
        for (var function : bus.values()) {
            if (!virtual.contains(function)) {
                family.of(function).ifPresent(kind -> found.put(function, kind));
            }
        }
        var names = Names.of(list, found.keySet());
        return found.entrySet()
                .stream()
                .map(entry -> new Report(entry.getKey(), entry.getValue(), virtual, names).device())
                .toList();
    }

    private Map<String, PciFunction> bus() {
        var bus = new LinkedHashMap<String, PciFunction>();
        if (Files.isDirectory(root.resolve("bus")) && Files.notExists(root.resolve("bus/pci"))) {
            return bus; // a machine without PCI
        }
        try (var paths = Files.list(devices())) {
            paths.filter(path -> PciFunction.isAddress(path.getFileName().toString())).sorted().forEach(path -> {
                try {
                    bus.put(path.getFileName().toString(), PciFunction.read(path));
                    warned.remove(path.toString());
                } catch (IOException unreadable) {
                    if (warned.add(path.toString())) {
                        LOG.warn("PCI function {} is left out: {}", path, unreadable.toString());
                    }
                }
            });
        } catch (IOException unreadable) {
            throw new DriverException(Kind.UNREACHABLE, "Cannot list the PCI bus %s: %s. Is %s a sysfs tree?"
                    .formatted(devices(), unreadable, root), unreadable);
        }
        return bus;
    }

    /// A recorded tree may hold the whole path from `sys` on.
    private Path devices() {
        var inner = root.resolve("sys/bus/pci/devices");
        return Files.isDirectory(inner) ? inner : root.resolve("bus/pci/devices");
    }
}
