package io.gantry.compute;

import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.VirtualDevice;
import io.gantry.base.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// A guest that somebody asks for, checked.
///
/// @param host a hypervisor instance
public record NewGuest(String host, GuestSpec spec) {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}";
    private static final long PAGE = 4096;
    private static final long MOST_MEMORY = 1L << 44;
    private static final int MOST_PROCESSORS = 512;
    private static final int MOST_DEVICES = 64;
    private static final String DEVICE = "[A-Za-z0-9-]{1,32}";
    private static final int MOST_PROPERTIES = 64;
    private static final int LONGEST_PROPERTY = 1024;

    /// @throws Problem INVALID that names the member and what it may be
    public NewGuest {
        if (!spec.name().matches(NAME)) {
            throw Problem.invalid("name: '" + printable(spec.name())
                    + "' must be 1 to 64 letters, digits, '-', '_' or '.', and begin with a letter or digit");
        }
        if (host.isEmpty()) {
            throw Problem.invalid("host: names no hypervisor instance; GET /gantry/v1/instances lists them");
        }
        if (spec.memoryBytes() < PAGE || spec.memoryBytes() > MOST_MEMORY || spec.memoryBytes() % PAGE != 0) {
            throw Problem.invalid("memory_bytes: " + spec.memoryBytes() + " must be a multiple of " + PAGE
                    + ", at most " + MOST_MEMORY);
        }
        if (spec.processors() < 1 || spec.processors() > MOST_PROCESSORS) {
            throw Problem.invalid("processors: " + spec.processors() + " is not between 1 and " + MOST_PROCESSORS);
        }
        checkDevices(spec.devices());
        checkProperties(spec.properties());
    }

    String name() {
        return spec.name();
    }

    boolean hasTpm() {
        return spec.devices().stream().anyMatch(VirtualDevice.Tpm.class::isInstance);
    }

    private static void checkDevices(List<VirtualDevice> devices) {
        if (devices.size() > MOST_DEVICES) {
            throw Problem.invalid("devices: " + devices.size() + " are more than " + MOST_DEVICES);
        }
        var ids = new HashSet<String>();
        for (var device : devices) {
            if (!device.id().matches(DEVICE)) {
                throw Problem.invalid("devices: id '" + printable(device.id())
                        + "' must be 1 to 32 letters, digits and dashes");
            }
            if (!ids.add(device.id())) {
                throw Problem.invalid("devices: there are two with the id '" + device.id() + "'");
            }
        }
        if (devices.stream().filter(VirtualDevice.Tpm.class::isInstance).count() > 1) {
            throw Problem.invalid("devices: a guest has at most one TPM");
        }
    }

    private static void checkProperties(Map<String, String> properties) {
        if (properties.size() > MOST_PROPERTIES) {
            throw Problem.invalid("properties: " + properties.size() + " are more than " + MOST_PROPERTIES);
        }
        OwnProperties.check(properties);
        for (var property : properties.entrySet()) {
            if (property.getKey().length() + property.getValue().length() > LONGEST_PROPERTY) {
                throw Problem.invalid("properties: '" + printable(property.getKey())
                        + "' and its value are longer than " + LONGEST_PROPERTY + " characters together");
            }
        }
    }

    private static String printable(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 80 ? clean : clean.substring(0, 80) + "...";
    }
}
