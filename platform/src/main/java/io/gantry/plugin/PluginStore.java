package io.gantry.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// The plugins that this host may load, each unpacked once into a directory named by its content and never written to again. What is
/// loaded lies here and nowhere else, so whatever happens to the file it came from does not hurt what runs.
final class PluginStore {
    private static final String RECORD = "origin.properties";
    private static final String MARKER = "installed";
    private static final String STAGING = ".staging-";

    private final Path root;

    PluginStore(Path root) throws IOException {
        this.root = Files.createDirectories(root).toRealPath();
        for (var left : children()) {
            if (left.getFileName().toString().startsWith(STAGING)) {
                delete(left);
            }
        }
    }

    /// Takes the file in, unless the same content is here already.
    ///
    /// @param origin as messages call it and as it is looked at again later
    /// @param pinned what its SHA-256 must be
    Stored add(Path file, Path origin, boolean installed, Optional<String> pinned) throws IOException {
        var here = find(sha256(file));
        if (here.isPresent()) {
            checkPin(origin, here.get().archive().sha256(), pinned);
            return mark(here.get(), installed);
        }
        var staging = Files.createTempDirectory(root, STAGING);
        try {
            // The copy's sum counts: the file may be written to meanwhile.
            var copy = Files.copy(file, staging.resolve("file"));
            var sha256 = sha256(copy);
            checkPin(origin, sha256, pinned);
            var lib = Files.createDirectory(staging.resolve("lib"));
            Unpacking.unpack(origin.toString(), copy, lib);
            Files.delete(copy);
            var archive = PluginArchive.read(origin.toString(), sha256, PluginArchive.jars(lib));
            write(staging, archive, origin, installed);
            var target = root.resolve(archive.id() + "-" + archive.version() + "-" + sha256.substring(0, 12));
            publish(staging, target);
            return read(target);
        } finally {
            delete(staging);
        }
    }

    /// Everything that came through the API.
    List<Stored> installed() throws IOException {
        var found = new ArrayList<Stored>();
        for (var directory : children()) {
            if (Files.exists(directory.resolve(MARKER))) {
                found.add(read(directory));
            }
        }
        return found;
    }

    /// Deletes it; the marker first, so that half of it is never taken for installed.
    void remove(Stored stored) throws IOException {
        Files.deleteIfExists(stored.directory().resolve(MARKER));
        delete(stored.directory());
        Unpacking.sync(root);
    }

    /// Deletes copies of shipped files other than these. A file that was shipped anew under another version leaves one behind.
    void keepShipped(List<Stored> used) throws IOException {
        var directories = used.stream().map(Stored::directory).toList();
        for (var directory : children()) {
            if (!directories.contains(directory) && !Files.exists(directory.resolve(MARKER))) {
                delete(directory);
            }
        }
    }

    static void checkPin(Object file, String sha256, Optional<String> pinned) {
        if (pinned.isPresent() && !pinned.get().equalsIgnoreCase(sha256)) {
            throw Refusal.of(file, "?", "its SHA-256 is " + sha256 + " and not " + pinned.get(),
                    "get the right file, or pin the sum of this one if you trust it");
        }
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Optional<Stored> find(String sha256) throws IOException {
        for (var directory : children()) {
            if (directory.toString().endsWith("-" + sha256.substring(0, 12))) {
                var stored = read(directory);
                if (stored.archive().sha256().equals(sha256)) {
                    return Optional.of(stored);
                }
            }
        }
        return Optional.empty();
    }

    private static Stored read(Path directory) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(directory.resolve(RECORD))) {
            properties.load(in);
        }
        var origin = properties.getProperty("file");
        var archive = PluginArchive.read(origin, properties.getProperty("sha256"),
                PluginArchive.jars(directory.resolve("lib")));
        return new Stored(directory, archive, Files.exists(directory.resolve(MARKER)), Path.of(origin));
    }

    private static void write(Path staging, PluginArchive archive, Path origin, boolean installed) throws IOException {
        var properties = new Properties();
        properties.setProperty("file", origin.toString());
        properties.setProperty("sha256", archive.sha256());
        var text = new java.io.StringWriter();
        properties.store(text, null);
        Unpacking.sync(Files.writeString(staging.resolve(RECORD), text.toString(), StandardCharsets.UTF_8));
        if (installed) {
            Unpacking.sync(Files.createFile(staging.resolve(MARKER)));
        }
        Unpacking.sync(staging);
    }

    private Stored mark(Stored stored, boolean installed) throws IOException {
        if (!installed || stored.installed()) {
            return stored;
        }
        Files.createFile(stored.directory().resolve(MARKER));
        Unpacking.sync(stored.directory());
        return read(stored.directory());
    }

    private void publish(Path staging, Path target) throws IOException {
        try {
            Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
            Unpacking.sync(root);
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException _) {
            // The same content was here already.
        }
    }

    private List<Path> children() throws IOException {
        try (var all = Files.list(root)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }
}
