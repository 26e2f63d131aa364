package io.gantry.lab.hypervisor;

import io.gantry.api.guest.GuestSpec;
import io.gantry.memory.GuestDirectory;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Properties;

/// What the driver remembers of a guest.
///
/// @param spec what it is made of
/// @param directory where it lives while it has a process
/// @param incoming whether it is here only as the target of a migration that is not committed
record GuestRecord(GuestSpec spec, GuestDirectory directory, boolean incoming) {
    private static final String MEMORY_BYTES = "memory-bytes";
    private static final String DIRECTORY = "directory";
    private static final String INCOMING = "incoming";
    private static final String PROPERTY = "property.";

    String text() throws IOException {
        var file = new Properties();
        file.setProperty(MEMORY_BYTES, Long.toString(spec.memoryBytes()));
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
            return new GuestRecord(new GuestSpec(name, bytes, properties), directory,
                    Boolean.parseBoolean(file.getProperty(INCOMING)));
        } catch (IllegalArgumentException e) {
            throw new IOException("the record of guest " + name + " is damaged", e);
        }
    }

    GuestRecord committed() {
        return new GuestRecord(spec, directory, false);
    }
}
