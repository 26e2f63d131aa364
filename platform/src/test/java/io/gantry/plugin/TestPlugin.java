package io.gantry.plugin;

import io.gantry.api.Driver;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.pf4j.Extension;
import org.pf4j.processor.ExtensionAnnotationProcessor;
import org.slf4j.Logger;

/// A plugin that a test writes, compiles and packs.
final class TestPlugin {
    private static final String IMPORTS = """
            import io.gantry.api.*;
            import io.gantry.api.accelerator.*;
            import io.gantry.api.deploy.*;
            import io.gantry.api.secret.*;
            import io.gantry.api.transfer.*;
            import java.util.*;
            """;

    private final Map<String, String> manifest = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> extra = new LinkedHashMap<>();
    private final List<Path> libraries = new ArrayList<>();
    private boolean indexed = true;

    static TestPlugin named(String id) {
        return new TestPlugin().manifest("Plugin-Id", id)
                .manifest("Plugin-Version", "1.0.0")
                .manifest("Plugin-Requires", "^1.0.0");
    }

    /// @param value empty to leave the entry out
    TestPlugin manifest(String key, String value) {
        manifest.put(key, value);
        return this;
    }

    /// An accelerator driver.
    ///
    /// @param body members of its class; without `discover` it finds nothing
    TestPlugin accelerator(String id, String body) {
        var name = "D" + id.replace("-", "");
        var discover = body.contains("discover()") ? "" : "public List<Device> discover() { return List.of(); }";
        return source("t." + name,
                "@DriverId(value = \"" + id + "\", description = \"For a test.\") public final class " + name
                        + " implements AcceleratorDriver {" + body + discover + "}");
    }

    TestPlugin source(String name, String text) {
        sources.put(name, "package " + name.substring(0, name.lastIndexOf('.')) + ";\n" + IMPORTS + text);
        return this;
    }

    TestPlugin entry(String name, byte[] content) {
        extra.put(name, content);
        return this;
    }

    /// Something to compile against, and in a zip to bundle.
    TestPlugin library(Path jar) {
        libraries.add(jar);
        return this;
    }

    TestPlugin withoutIndex() {
        indexed = false;
        return this;
    }

    Path jar(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        var attributes = new Manifest();
        attributes.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach((key, value) -> {
            if (!value.isEmpty()) {
                attributes.getMainAttributes().putValue(key, value);
            }
        });
        try (var out = new JarOutputStream(Files.newOutputStream(file), attributes)) {
            for (var one : compile().entrySet()) {
                put(out, one.getKey(), one.getValue());
            }
            for (var one : extra.entrySet()) {
                put(out, one.getKey(), one.getValue());
            }
        }
        return file;
    }

    /// With its own jar and its libraries below `lib/`.
    Path zip(Path file) throws IOException {
        var own = jar(Files.createTempFile(file.toAbsolutePath().getParent(), "own", ".tmp"));
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            put(out, "lib/own.jar", Files.readAllBytes(own));
            for (var library : libraries) {
                put(out, "lib/" + library.getFileName(), Files.readAllBytes(library));
            }
        }
        Files.delete(own);
        return file;
    }

    static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }

    Map<String, byte[]> compile() throws IOException {
        var directory = Files.createTempDirectory("test-plugin");
        try {
            var path = new ArrayList<>(
                    List.of(where(Driver.class), where(Extension.class), where(Logger.class), where(NullMarked.class)));
            libraries.forEach(library -> path.add(library.toString()));
            var options = List.of("-d", directory.toString(), "-cp", String.join(":", path), "-Xlint:none", "--release",
                    "25");
            var units = sources.entrySet().stream().map(one -> new Text(one.getKey(), one.getValue())).toList();
            var messages = new java.io.StringWriter();
            var task = ToolProvider.getSystemJavaCompiler().getTask(messages, null, null, options, null, units);
            task.setProcessors(indexed ? List.of(new ExtensionAnnotationProcessor()) : List.of());
            if (!units.isEmpty() && !task.call()) {
                throw new IllegalArgumentException(messages.toString());
            }
            return content(directory);
        } finally {
            PluginStore.delete(directory);
        }
    }

    private static Map<String, byte[]> content(Path directory) throws IOException {
        var content = new LinkedHashMap<String, byte[]>();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                content.put(directory.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return content;
    }

    static String where(Class<?> type) {
        return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())).toString();
    }

    /// Changes one jar or zip entry by entry.
    static void rewrite(Path file, UnaryOperator<byte[]> change) throws IOException {
        Files.write(file, change.apply(Files.readAllBytes(file)));
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignore) {
            return text;
        }

    }
}
