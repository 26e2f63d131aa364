package io.gantry.accelerators.gpu;

import io.gantry.accelerators.sysfs.Directory;
import io.gantry.accelerators.sysfs.Kernel;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Mediated devices: the kernel lists types below a function and makes a device under a UUID.
///
/// @param root of sysfs
record MediatedTypes(Directory root) {
    private static final Pattern MOST = Pattern.compile("max_instances?=([0-9]{1,5})");

    /// The directory of the types; some recordings have it only in the list by class.
    private Directory types(String address) {
        return Stream.of("bus/pci/devices/", "class/mdev_bus/")
                .map(place -> root.in(place + address + "/mdev_supported_types"))
                .filter(directory -> directory.has("."))
                .findFirst()
                .orElse(root.in("class/mdev_bus/" + address + "/mdev_supported_types"));
    }

    List<VgpuKind> of(String address) {
        var all = types(address);
        return all.names().stream().map(type -> kind(type, all.in(type))).toList();
    }

    private static VgpuKind kind(String type, Directory files) {
        var most = MOST.matcher(files.text("description").orElse(""));
        return new VgpuKind(type, files.text("name").orElse(type),
                Math.clamp(files.number("available_instances").orElse(0), 0, 65_535), files.names("devices").size(),
                most.find() ? Integer.parseInt(most.group(1)) : 0);
    }

    void create(String address, String type, UUID handle, Kernel kernel) {
        if (!root.has("bus/mdev/devices/" + handle)) {
            kernel.order(types(address).path().resolve(type).resolve("create"), handle.toString());
        }
    }

    void remove(UUID handle, Kernel kernel) {
        if (root.has("bus/mdev/devices/" + handle)) {
            kernel.order(root.path().resolve("bus/mdev/devices/" + handle + "/remove"), "1");
        }
    }
}
