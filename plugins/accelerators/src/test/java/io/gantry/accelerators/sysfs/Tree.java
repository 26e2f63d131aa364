package io.gantry.accelerators.sysfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A sysfs tree made by a test.
public record Tree(Path root) {
    public static Tree in(Path root) throws IOException {
        Files.createDirectories(root.resolve("bus/pci/devices"));
        Files.createDirectories(root.resolve("bus/pci/drivers/vfio-pci"));
        Files.writeString(root.resolve("bus/pci/drivers_probe"), "");
        return new Tree(root);
    }

    /// @param ids `8086:1572`
    /// @param type six hexadecimal digits
    public Tree add(String address, String ids, String type) throws IOException {
        return set(address, "vendor", "0x" + ids.substring(0, 4)).set(address, "device", "0x" + ids.substring(5))
                .set(address, "class", "0x" + type)
                .set(address, "driver_override", "(null)");
    }

    public Tree set(String address, String file, String value) throws IOException {
        var path = path(address).resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, value + "\n");
        return this;
    }

    public Tree link(String address, String name, String target) throws IOException {
        Files.createDirectories(path(address));
        Files.createSymbolicLink(path(address).resolve(name), Path.of(target));
        return this;
    }

    /// Binds a Linux driver.
    public Tree driver(String address, String name) throws IOException {
        var driver = Files.createDirectories(root.resolve("bus/pci/drivers").resolve(name));
        Files.writeString(driver.resolve("unbind"), "");
        Files.writeString(path(address).resolve(PlayedKernel.NATIVE), name);
        return link(address, "driver", driver.toString());
    }

    public Tree group(String address, int number) throws IOException {
        return link(address, "iommu_group", "../../../kernel/iommu_groups/" + number);
    }

    /// A virtual function with its links.
    public Tree virtual(String parent, int number, String address, String ids, String type) throws IOException {
        return add(address, ids, type).link(address, "physfn", "../" + parent)
                .link(parent, "virtfn" + number, "../" + address);
    }

    public Path path(String address) {
        return root.resolve("bus/pci/devices").resolve(address);
    }
}
