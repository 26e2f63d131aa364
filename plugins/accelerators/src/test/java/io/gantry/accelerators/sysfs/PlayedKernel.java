package io.gantry.accelerators.sysfs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Does on a tree what the kernel would do when it is told, and remembers what it was told.
public final class PlayedKernel implements Kernel {
    /// Which driver takes a function without an override.
    static final String NATIVE = ".native";

    private final Tree tree;
    private final List<String> orders = new ArrayList<>();

    public PlayedKernel(Path root) {
        tree = new Tree(root);
    }

    public List<String> orders() {
        return List.copyOf(orders);
    }

    @Override
    public synchronized void write(Path file, String word) throws IOException {
        assertTrue(Files.exists(file), "written to a file that is not there: " + file);
        orders.add(tree.root().relativize(file) + " <- " + word);
        switch (String.valueOf(file.getFileName())) {
            case "driver_override" -> Files.writeString(file, word.isEmpty() ? "(null)\n" : word + "\n");
            case "unbind" -> {
                Files.delete(tree.path(word).resolve("driver"));
                move(tree.path(word), "", ".");
            }
            case "drivers_probe" -> probe(word);
            case "sriov_numvfs" -> cut(file, Integer.parseInt(word));
            case "create" -> create(file.resolveSibling("."), word);
            case "remove" -> remove(file.resolveSibling("."));
            default -> Files.writeString(file, word + "\n");
        }
    }

    private void probe(String address) throws IOException {
        var function = tree.path(address);
        var override = Files.readString(function.resolve("driver_override")).strip();
        var own = function.resolve(NATIVE);
        var name = override.equals("(null)") ? (Files.exists(own) ? Files.readString(own) : "") : override;
        var driver = tree.root().resolve("bus/pci/drivers").resolve(name);
        if (!name.isEmpty() && Files.notExists(function.resolve("driver")) && Files.isDirectory(driver)) {
            if (Files.notExists(driver.resolve("unbind"))) {
                Files.writeString(driver.resolve("unbind"), "");
            }
            Files.createSymbolicLink(function.resolve("driver"), driver);
            if (!name.equals("vfio-pci")) {
                move(function, ".", "");
            }
        }
    }

    /// What a Linux driver shows of a device is there only while that driver has it.
    private static void move(Path function, String from, String to) throws IOException {
        for (var name : List.of("net", "nvme", "fpga")) {
            if (Files.exists(function.resolve(from + name))) {
                Files.move(function.resolve(from + name), function.resolve(to + name));
            }
        }
    }

    private void cut(Path file, int parts) throws IOException {
        var device = String.valueOf(file.resolveSibling(".").normalize().getFileName());
        var now = Integer.parseInt(Files.readString(file).strip());
        if (now != 0 && parts != 0) {
            throw new IOException("Device or resource busy");
        }
        Files.writeString(file, parts + "\n");
        var parent = PciFunction.read(device, new Directory(tree.path(device)));
        for (var i = 0; i < Math.max(now, parts); i++) {
            var address = PciFunction.address(parent.domain(), parent.routing() + 0x80 + i);
            if (parts > 0) {
                tree.virtual(device, i, address, parent.vendor() + ":154c", parent.type());
            } else {
                Files.delete(file.resolveSibling("virtfn" + i));
                delete(tree.path(address));
            }
        }
    }

    private void create(Path type, String uuid) throws IOException {
        var left = type.resolve("available_instances");
        var number = Integer.parseInt(Files.readString(left).strip());
        if (number == 0) {
            throw new IOException("No space left on device");
        }
        Files.writeString(left, number - 1 + "\n");
        var device = Files.createDirectories(tree.root().resolve("bus/mdev/devices").resolve(uuid));
        Files.writeString(device.resolve("remove"), "");
        Files.writeString(device.resolve(".type"), type.normalize().toString());
        Files.createDirectories(type.resolve("devices"));
        Files.createSymbolicLink(type.resolve("devices").resolve(uuid), device);
    }

    private static void remove(Path device) throws IOException {
        var type = Path.of(Files.readString(device.resolve(".type")));
        var left = type.resolve("available_instances");
        Files.writeString(left, Integer.parseInt(Files.readString(left).strip()) + 1 + "\n");
        Files.delete(type.resolve("devices").resolve(String.valueOf(device.normalize().getFileName())));
        delete(device.normalize());
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
