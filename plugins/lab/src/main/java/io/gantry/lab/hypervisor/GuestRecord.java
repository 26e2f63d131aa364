package io.gantry.lab.hypervisor;

import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.VirtualDevice;
import io.gantry.memory.GuestDirectory;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;

/// What the driver remembers of a guest.
///
/// @param spec what it is made of, without the devices, of which a guest of the lab makes no use
/// @param devices what they were, to tell two guests apart
/// @param diskBytes that its disks were promised together
/// @param directory where it lives while it has a process
/// @param incoming whether it is here only as the target of a migration that is not committed
record GuestRecord(GuestSpec spec, String devices, long diskBytes, GuestDirectory directory, boolean incoming) {
    private static final String PROCESSORS = "processors";
    private static final String DEVICES = "devices";
    private static final String DISK_BYTES = "disk-bytes";
    private static final String MEMORY_BYTES = "memory-bytes";
    private static final String DIRECTORY = "directory";
    private static final String INCOMING = "incoming";
    private static final String PROPERTY = "property.";

    static GuestRecord of(GuestSpec guest, GuestDirectory directory, boolean incoming) {
        var bytes = guest.devices()
                .stream()
                .mapToLong(device -> device instanceof VirtualDevice.Disk disk ? disk.bytes() : 0)
                .sum();
        return new GuestRecord(
                new GuestSpec(guest.name(), guest.memoryBytes(), guest.processors(), List.of(), guest.properties()),
                guest.devices().toString(), bytes, directory, incoming);
    }

    /// Whether that is what it was defined as.
    boolean is(GuestSpec guest) {
        var other = of(guest, directory, incoming);
        return spec.equals(other.spec) && devices.equals(other.devices);
    }

    String text() throws IOException {
        var file = new Properties();
        file.setProperty(MEMORY_BYTES, Long.toString(spec.memoryBytes()));
        file.setProperty(PROCESSORS, Integer.toString(spec.processors()));
        file.setProperty(DEVICES, devices);
        file.setProperty(DISK_BYTES, Long.toString(diskBytes));
        file.setProperty(DIRECTORY, directory.path().toString());
        file.setProperty(INCOMING, Boolean.toString(incoming));
        spec.properties().forEach((name, value) -> file.setProperty(PROPERTY + name, value));
        var text = new StringWriter();
        file.store(text, null);
        return text.toString();
    }

    static GuestRecord parse(String name, String text) throws IOException {
        var file = new Properties();
        file.load(new StringReader(text));
        var properties = new HashMap<String, String>();
        for (var key : file.stringPropertyNames()) {
            if (key.startsWith(PROPERTY)) {
                properties.put(key.substring(PROPERTY.length()), file.getProperty(key));
            }
        }
        try {
            var bytes = Long.parseLong(file.getProperty(MEMORY_BYTES, ""));
            var directory = new GuestDirectory(Path.of(file.getProperty(DIRECTORY, "")));
            var spec = new GuestSpec(name, bytes, Integer.parseInt(file.getProperty(PROCESSORS, "1")), List.of(),
                    properties);
            return new GuestRecord(spec, file.getProperty(DEVICES, "[]"),
                    Long.parseLong(file.getProperty(DISK_BYTES, "0")), directory,
                    Boolean.parseBoolean(file.getProperty(INCOMING)));
        } catch (IllegalArgumentException e) {
            throw new IOException("the record of guest " + name + " is damaged", e);
        }
    }

    GuestRecord committed() {
        return new GuestRecord(spec, devices, diskBytes, directory, false);
    }
}
