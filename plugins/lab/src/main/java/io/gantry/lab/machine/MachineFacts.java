package io.gantry.lab.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/// What a machine is made of, which the program that runs on it reads too, from `machine.properties`.
///
/// @param name of the machine
/// @param disk its disk, a file
/// @param addresses MAC addresses of its ports
public record MachineFacts(String name, Path disk, List<String> addresses) {
    private static final String FILE = "machine.properties";

    /// Copies the addresses.
    public MachineFacts {
        addresses = List.copyOf(addresses);
    }

    /// Two addresses that follow from the name, so that a machine has the same ones for ever; locally administered.
    public static List<String> addressesOf(String name) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
            var form = HexFormat.ofDelimiter(":");
            return List.of("02:" + form.formatHex(hash, 0, 5), "02:" + form.formatHex(hash, 5, 10));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Java must bring SHA-256", impossible);
        }
    }

    /// By which its Redfish server knows it; it follows from the name.
    public UUID id() {
        return UUID.nameUUIDFromBytes(("gantry-lab-machine " + name).getBytes(UTF_8));
    }

    /// As `equals` says, which is not called, since what Java generates for it would keep the plugin in memory.
    boolean isSameAs(MachineFacts other) {
        return name.equals(other.name) && disk.equals(other.disk) && addresses.equals(other.addresses);
    }

    static boolean exist(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }

    static MachineFacts read(Path directory) throws IOException {
        var file = new Properties();
        file.load(new StringReader(Files.readString(directory.resolve(FILE))));
        return new MachineFacts(file.getProperty("name", ""), Path.of(file.getProperty("disk", "")),
                List.of(file.getProperty("addresses", "").split(",", -1)));
    }

    void write(Path directory) throws IOException {
        var file = new Properties();
        file.setProperty("name", name);
        file.setProperty("disk", disk.toString());
        file.setProperty("addresses", String.join(",", addresses));
        var text = new StringWriter();
        file.store(text, null);
        var next = Files.writeString(directory.resolve(FILE + ".next"), text.toString());
        Files.move(next, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
