package io.gantry.pci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A sysfs tree made by a test.
record Tree(Path root) {
    static Tree in(Path root) throws IOException {
        Files.createDirectories(root.resolve("bus/pci/devices"));
        return new Tree(root);
    }

    /// @param ids `8086:1572`
    /// @param type six hexadecimal digits
    Tree add(String address, String ids, String type) throws IOException {
        return set(address, "vendor", "0x" + ids.substring(0, 4)).set(address, "device", "0x" + ids.substring(5))
                .set(address, "class", "0x" + type);
    }

    Tree set(String address, String file, String value) throws IOException {
        var path = path(address).resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, value + "\n");
        return this;
    }

    Tree link(String address, String name, String target) throws IOException {
        Files.createDirectories(path(address));
        Files.createSymbolicLink(path(address).resolve(name), Path.of(target));
        return this;
    }

    Path path(String address) {
        return root.resolve("bus/pci/devices").resolve(address);
    }
}
