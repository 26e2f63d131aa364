package io.gantry.compute;

import io.gantry.api.guest.GuestSpec;
import io.gantry.base.Problem;
import java.util.Map;

/// A guest that somebody asks for, checked.
///
/// @param host a hypervisor instance
public record NewGuest(String name, String host, long memoryBytes, Map<String, String> properties) {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}";
    private static final long PAGE = 4096;
    private static final long MOST_MEMORY = 1L << 44;
    private static final int MOST_PROPERTIES = 64;
    private static final int LONGEST_PROPERTY = 1024;

    /// @throws Problem INVALID that names the member and what it may be
    public NewGuest {
        if (!name.matches(NAME)) {
            throw Problem.invalid("name: '" + printable(name)
                    + "' must be 1 to 64 letters, digits, '-', '_' or '.', and begin with a letter or digit");
        }
        if (host.isEmpty()) {
            throw Problem.invalid("host: names no hypervisor instance; GET /gantry/v1/instances lists them");
        }
        if (memoryBytes < PAGE || memoryBytes > MOST_MEMORY || memoryBytes % PAGE != 0) {
            throw Problem.invalid(
                    "memory_bytes: " + memoryBytes + " must be a multiple of " + PAGE + ", at most " + MOST_MEMORY);
        }
        if (properties.size() > MOST_PROPERTIES) {
            throw Problem.invalid("properties: " + properties.size() + " are more than " + MOST_PROPERTIES);
        }
        for (var property : properties.entrySet()) {
            if (property.getKey().length() + property.getValue().length() > LONGEST_PROPERTY) {
                throw Problem.invalid("properties: '" + printable(property.getKey())
                        + "' and its value are longer than " + LONGEST_PROPERTY + " characters together");
            }
        }
        properties = Map.copyOf(properties);
    }

    GuestSpec spec() {
        return new GuestSpec(name, memoryBytes, properties);
    }

    private static String printable(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 80 ? clean : clean.substring(0, 80) + "...";
    }
}
