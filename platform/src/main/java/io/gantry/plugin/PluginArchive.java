package io.gantry.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/// What a plugin says about itself, read from its unpacked jars without running any of its code.
///
/// @param drivers ids of the drivers it brings
/// @param needs what it needs of the host beyond Java: `network`, `native`, `exec`
record PluginArchive(String file, String sha256, String id, String version, String requires, String provider,
        String description, List<String> needs, List<String> drivers) {
    static final String INDEX = "META-INF/extensions.idx";
    private static final Pattern OF_THE_API = Pattern.compile("(META-INF/versions/\\d+/)?io/gantry/api/.*\\.class");
    static final String WORD = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    /// @param file as messages call it
    /// @param jars all of the plugin
    static PluginArchive read(String file, String sha256, List<Path> jars) throws IOException {
        var own = own(file, jars);
        try (var jar = new JarFile(own.toFile())) {
            var manifest = jar.getManifest().getMainAttributes();
            var archive = new PluginArchive(file, sha256, text(manifest, "Plugin-Id"), text(manifest, "Plugin-Version"),
                    text(manifest, "Plugin-Requires"), text(manifest, "Plugin-Provider"),
                    text(manifest, "Plugin-Description"), needs(text(manifest, "Gantry-Needs")), new ArrayList<>());
            archive.checkNames();
            archive.checkRange();
            archive.checkBundled(jars);
            archive.checkExits(jar);
            archive.drivers.addAll(archive.index(jar));
            return archive;
        }
    }

    static Path own(String file, List<Path> jars) throws IOException {
        var found = new ArrayList<Path>();
        for (var path : jars) {
            try (var jar = new JarFile(path.toFile())) {
                var manifest = jar.getManifest();
                if (manifest != null && manifest.getMainAttributes().getValue("Plugin-Id") != null) {
                    found.add(path);
                }
            }
        }
        if (found.size() != 1) {
            throw Refusal.of(file, "?",
                    found.size() + " of its " + jars.size() + " jars have a Plugin-Id in the manifest",
                    "its own jar alone must have one, which gantry-plugin-parent writes");
        }
        return found.getFirst();
    }

    private void checkNames() {
        if (!id.matches(WORD) || id.length() > 64) {
            throw Refusal.of(file, id, "its Plugin-Id is not made of lower case words joined by dashes", "rename it");
        }
        if (!Versions.valid(version)) {
            throw refused("its Plugin-Version '" + version + "' is no semantic version", "write it as 1.2.3");
        }
    }

    private void checkRange() {
        var api = Versions.api();
        if (requires.isEmpty()) {
            throw refused("its manifest has no Plugin-Requires, so nobody knows on which plugin API it runs",
                    "build it with gantry-plugin-parent, or add 'Plugin-Requires: ^" + api + "'");
        }
        if (requires.matches("\\d+(\\.\\d+)*") || !Versions.validRange(requires) || !Versions.bounded(requires)) {
            throw refused(
                    "its Plugin-Requires '" + requires
                            + "' is not a range that ends before an API it was never tried on",
                    "write '^" + api + "'");
        }
        if (!Versions.within(api, requires)) {
            throw refused("it requires plugin API " + requires + " and this host has " + api,
                    "get a version of the plugin for API " + api + ", or another host");
        }
    }

    private void checkBundled(List<Path> jars) throws IOException {
        for (var path : jars) {
            try (var jar = new JarFile(path.toFile())) {
                var bundled = jar.stream()
                        .filter(entry -> OF_THE_API.matcher(entry.getName()).matches())
                        .findFirst();
                if (bundled.isPresent()) {
                    throw refused(
                            "it bundles the plugin API (" + bundled.get().getName() + " in " + path.getFileName() + ")",
                            "give gantry-plugin-api the scope 'provided' and build it again");
                }
            }
        }
    }

    private void checkExits(JarFile jar) throws IOException {
        for (var entry : jar.stream().filter(entry -> entry.getName().endsWith(".class")).toList()) {
            Optional<String> exit;
            try (var in = jar.getInputStream(entry)) {
                exit = Bytecode.exit(Bytecode.parse(in.readAllBytes()));
            } catch (IllegalArgumentException e) {
                throw refused("its class " + entry.getName() + " cannot be read (" + e.getMessage() + ")",
                        "build it for Java " + Runtime.version().feature() + " or older");
            }
            if (exit.isPresent()) {
                throw refused("its class " + entry.getName() + " calls " + exit.get() + ", which would end the host",
                        "throw a DriverException instead");
            }
        }
    }

    private List<String> index(JarFile jar) throws IOException {
        var entry = jar.getJarEntry(INDEX);
        var classes = entry == null
                ? List.<String>of()
                : new String(jar.getInputStream(entry).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .toList();
        if (classes.isEmpty()) {
            throw refused("it has no extension index (" + INDEX + "), so its drivers cannot be found",
                    "name org.pf4j:pf4j in annotationProcessorPaths as gantry-plugin-parent does: since JDK 23 a processor runs only when it is named");
        }
        var ids = new ArrayList<String>();
        for (var name : classes) {
            var id = driver(jar, name);
            if (ids.contains(id)) {
                throw refused("two of its classes carry the driver id '" + id + "'", "rename one");
            }
            ids.add(id);
        }
        return ids;
    }

    private String driver(JarFile jar, String name) throws IOException {
        var entry = jar.getJarEntry(name.replace('.', '/') + ".class");
        if (entry == null) {
            throw refused("its extension index names " + name + ", which is not in it", "build it again from clean");
        }
        try (var in = jar.getInputStream(entry)) {
            var id = Bytecode.driverId(Bytecode.parse(in.readAllBytes()))
                    .map(elements -> elements.get("value"))
                    .orElseThrow(() -> refused("its extension " + name + " has no @DriverId", "add one"));
            if (!id.matches(WORD) || id.length() > 64) {
                throw refused(
                        "the driver id '" + id + "' of " + name + " is not made of lower case words joined by dashes",
                        "rename it");
            }
            return id;
        }
    }

    io.gantry.base.Problem refused(String cause, String cure) {
        return Refusal.of(file, id, cause, cure);
    }

    private static List<String> needs(String value) {
        return java.util.stream.Stream.of(value.split("[, ]+"))
                .filter(need -> !need.isEmpty() && !need.equals("nothing"))
                .sorted()
                .toList();
    }

    private static String text(Attributes manifest, String name) {
        var value = manifest.getValue(name);
        return value == null ? "" : value.strip();
    }

    static List<Path> jars(Path lib) throws IOException {
        try (var files = Files.list(lib)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }
}
