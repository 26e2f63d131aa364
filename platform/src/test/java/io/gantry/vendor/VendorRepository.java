package io.gantry.vendor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A Maven repository as a vendor has it: what he downloaded, which is the user's own repository by links, and the artifacts of Gantry as
/// this build made them. Nothing is written into the user's repository.
record VendorRepository(Path root) implements AutoCloseable {
    private static final String VERSION = "1.0.0-SNAPSHOT";
    /// Modules that vendors need, by folder.
    private static final Map<String, String> MODULES = Map.of(".", "io/gantry/gantry", "plugin-api",
            "io/gantry/gantry-plugin-api-parent", "plugin-api/api", "io/gantry/gantry-plugin-api", "plugin-api/tck",
            "io/gantry/gantry-plugin-tck", "plugins", "io/gantry/plugins/gantry-plugin-parent");

    /// @param downloaded the user's repository
    /// @param checkout where Gantry was built
    static VendorRepository stage(Path root, Path downloaded, Path checkout) throws IOException {
        link(downloaded, Files.createDirectories(root), "io");
        link(downloaded.resolve("io"), Files.createDirectories(root.resolve("io")), "gantry");
        for (var module : MODULES.entrySet()) {
            var from = checkout.resolve(module.getKey());
            var to = Files.createDirectories(root.resolve(module.getValue()).resolve(VERSION));
            var name = Path.of(module.getValue()).getFileName() + "-" + VERSION;
            Files.copy(from.resolve("pom.xml"), to.resolve(name + ".pom"));
            var jar = from.resolve("target").resolve(name + ".jar");
            if (Files.exists(jar)) {
                Files.copy(jar, to.resolve(name + ".jar"));
            }
        }
        return new VendorRepository(root);
    }

    private static void link(Path from, Path to, String without) throws IOException {
        try (var entries = Files.list(from)) {
            for (var entry : entries.filter(path -> !path.endsWith(without)).toList()) {
                Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
            }
        }
    }

    /// Takes the links away before the folder is cleared.
    @Override
    public void close() throws IOException {
        for (var folder : List.of(root, root.resolve("io"))) {
            try (var entries = Files.list(folder)) {
                for (var link : entries.filter(Files::isSymbolicLink).toList()) {
                    Files.delete(link);
                }
            }
        }
    }

    /// Whether this build has come as far as packaging the contract.
    static boolean isBuilt(Path checkout) {
        return Files.exists(checkout.resolve("plugin-api/api/target/gantry-plugin-api-" + VERSION + ".jar"))
                && Files.exists(checkout.resolve("plugin-api/tck/target/gantry-plugin-tck-" + VERSION + ".jar"));
    }
}
