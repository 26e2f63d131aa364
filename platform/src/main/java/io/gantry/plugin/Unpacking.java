package io.gantry.plugin;

import io.gantry.base.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Lays a plugin file out as a directory of jars, and refuses one that is damaged, reaches outside that directory or grows without bound.
final class Unpacking {
    private static final int ENTRIES = 50_000;
    private static final long BYTES = 1L << 30;
    /// No compiler's output shrinks to a hundredth; a bomb does.
    private static final long RATIO = 100;
    private static final long SMALL = 1 << 20;

    private final String name;
    private long bytes;
    private int entries;

    private Unpacking(String name) {
        this.name = name;
    }

    /// @param name of the file, as messages call it
    /// @param file a jar, or a zip with jars below `lib/`
    /// @param lib an empty directory
    static void unpack(String name, Path file, Path lib) throws IOException {
        var unpacking = new Unpacking(name);
        try {
            if (name.endsWith(".zip")) {
                unpacking.zip(file, lib);
            } else {
                var jar = lib.resolve("plugin.jar");
                Files.copy(file, jar);
                sync(jar);
                unpacking.verify(jar);
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw unpacking.damaged(String.valueOf(e.getMessage()));
        }
        sync(lib);
    }

    private void zip(Path file, Path lib) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            var all = zip.stream().toList();
            for (var entry : all) {
                var path = check(entry);
                var jar = path.startsWith("lib/") && path.endsWith(".jar") && path.indexOf('/', 4) < 0;
                if (jar) {
                    var target = lib.resolve(path.substring(4));
                    try (var in = open(zip, entry)) {
                        Files.copy(in, target);
                        compare(entry, in);
                    }
                    sync(target);
                    verify(target);
                }
            }
        }
    }

    /// Reads every entry once, so that a damaged file is found now and not when a class is needed.
    private void verify(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entry : zip.stream().toList()) {
                check(entry);
                try (var in = open(zip, entry)) {
                    in.transferTo(java.io.OutputStream.nullOutputStream());
                    compare(entry, in);
                }
            }
        }
    }

    private String check(ZipEntry entry) {
        var path = entry.getName();
        if (path.startsWith("/") || path.indexOf('\\') >= 0 || path.indexOf(':') == 1
                || Path.of(path).normalize().startsWith("..") || ("/" + path + "/").contains("/../")) {
            throw Refusal.of(name, "?", "its entry '" + path + "' reaches outside the plugin's directory",
                    "do not trust this file, and get the plugin from its vendor again");
        }
        bytes += Math.max(0, entry.getSize());
        if (++entries > ENTRIES || bytes > BYTES) {
            throw bomb("it unpacks to more than " + ENTRIES + " files or " + (BYTES >> 20) + " MiB");
        }
        if (entry.getSize() > SMALL && entry.getSize() / RATIO > entry.getCompressedSize()) {
            throw bomb("its entry '" + path + "' unpacks to more than " + RATIO + " times its size");
        }
        return path;
    }

    /// What an archive says about its sizes is not believed: reading stops where the entry should end.
    private CheckedInputStream open(ZipFile zip, ZipEntry entry) throws IOException {
        return new CheckedInputStream(new Bounded(zip.getInputStream(entry), entry.getSize()), new CRC32());
    }

    private void compare(ZipEntry entry, CheckedInputStream in) {
        if (entry.getCrc() != in.getChecksum().getValue()) {
            throw damaged("the checksum of its entry '" + entry.getName() + "' is wrong");
        }
    }

    private Problem damaged(String detail) {
        return Refusal.of(name, "?", "it is no readable jar or zip (" + detail + ")", "copy or download it again");
    }

    private Problem bomb(String cause) {
        return Refusal.of(name, "?", cause, "do not trust this file, and ask its vendor");
    }

    /// Brings a file or directory to the disk.
    static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static final class Bounded extends java.io.FilterInputStream {
        private long left;

        Bounded(InputStream in, long size) {
            super(in);
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var count = super.read(buffer, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw new ZipException("an entry is longer than it says");
            }
            return count;
        }
    }
}
