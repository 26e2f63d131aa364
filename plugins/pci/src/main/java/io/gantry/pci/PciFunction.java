package io.gantry.pci;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One function on the bus as sysfs shows it.
///
/// @param address `0000:3b:00.0`
/// @param vendor four hexadecimal digits
/// @param product four hexadecimal digits
/// @param type class, subclass and interface, six hexadecimal digits
/// @param path its directory
record PciFunction(String address, String vendor, String product, String type, Path path) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{4,8}:[0-9a-f]{2}:[0-1][0-9a-f]\\.[0-7]");

    static boolean isAddress(String name) {
        return ADDRESS.matcher(name).matches();
    }

    /// @throws IOException if vendor, device or class cannot be read
    static PciFunction read(Path path) throws IOException {
        return new PciFunction(path.getFileName().toString(), id(path, "vendor", 4), id(path, "device", 4),
                id(path, "class", 6), path);
    }

    private static String id(Path path, String file, int digits) throws IOException {
        var text = line(path.resolve(file));
        if (!text.matches("0x[0-9a-f]{" + digits + "}")) {
            throw new IOException(file + " is not a number of " + digits + " hexadecimal digits");
        }
        return text.substring(2);
    }

    private static String line(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(4096), US_ASCII).strip();
        }
    }

    /// The content of one of its files, if there is one.
    Optional<String> attribute(String file) {
        try {
            return Optional.of(line(path.resolve(file)));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /// A number of one of its files; empty if there is none.
    Optional<Integer> number(String file) {
        return attribute(file).filter(text -> text.matches("-?[0-9]{1,9}")).map(Integer::valueOf);
    }

    /// The last part of what one of its links points to. The link is not followed: it may lead out of the tree.
    Optional<String> link(String name) {
        try {
            return Optional.of(Files.readSymbolicLink(path.resolve(name)).getFileName().toString());
        } catch (IOException | UnsupportedOperationException none) {
            return Optional.empty();
        }
    }

    /// The names in one of its directories.
    List<String> entries(String directory) {
        try (var files = Files.list(path.resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    boolean has(String file) {
        return Files.exists(path.resolve(file));
    }

    String ids() {
        return vendor + ":" + product;
    }

    /// Domain with its colon: `0000:`.
    String domain() {
        return address.substring(0, address.length() - "bb:dd.f".length());
    }

    /// Bus, device and function as the one number of 16 bits that the SR-IOV rule counts with.
    int routing() {
        var at = domain().length();
        return Integer.parseInt(address, at, at + 2, 16) << 8 | Integer.parseInt(address, at + 3, at + 5, 16) << 3
                | Character.digit(address.charAt(at + 6), 8);
    }

    static String address(String domain, int routing) {
        return "%s%02x:%02x.%d".formatted(domain, routing >> 8 & 0xff, routing >> 3 & 0x1f, routing & 7);
    }
}
