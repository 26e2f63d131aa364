package io.gantry.qemu;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.VirtualDevice;
import java.util.Set;

/// What QEMU can be started with. The words that go into its command line are held to characters that mean nothing there.
final class Specs {
    private static final Set<String> PROPERTIES = Set.of("kernel", "initrd", "command-line", "firmware", "sample");
    private static final Set<String> MODELS = Set.of("tpm-crb", "tpm-tis");
    private static final long KIBIBYTE = 1024;

    private Specs() {}

    /// @throws DriverException INVALID that names what is wrong
    static void check(GuestSpec guest) {
        if (!guest.name().matches("[A-Za-z0-9._-]{1,64}")) {
            throw new DriverException(Kind.INVALID, "a guest's name has 1 to 64 letters, digits, '-', '_' and '.'");
        }
        if (guest.memoryBytes() % KIBIBYTE != 0 || guest.memoryBytes() < KIBIBYTE * KIBIBYTE) {
            throw wrong(guest, "its memory has to be whole KiB, at least 1 MiB");
        }
        for (var property : guest.properties().keySet()) {
            if (!PROPERTIES.contains(property)) {
                throw wrong(guest, "property '" + property + "' is none of " + PROPERTIES.stream().sorted().toList());
            }
        }
        var ports = guest.devices().stream().filter(device -> !(device instanceof VirtualDevice.Tpm)).count();
        if (ports > CommandLine.PORTS) {
            throw wrong(guest, ports + " devices are more than " + CommandLine.PORTS);
        }
        guest.devices().forEach(device -> check(guest, device));
    }

    static void check(GuestSpec guest, VirtualDevice device) {
        if (!device.id().matches("[A-Za-z][A-Za-z0-9-]{0,31}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw wrong(guest, "the id '" + device.id()
                    + "' of a device is neither a letter and up to 31 letters, digits and dashes, nor a UUID");
        }
        switch (device) {
            case VirtualDevice.Disk disk when disk.bytes() < 512 || disk.bytes() % 512 != 0 -> throw wrong(guest,
                    "disk " + disk.id() + " has " + disk.bytes() + " bytes, which are no whole sectors of 512");
            case VirtualDevice.Adapter adapter when !adapter.mac().matches("([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}") ->
                throw wrong(guest,
                        "'" + adapter.mac() + "' is no MAC address");
            case VirtualDevice.Tpm tpm when !tpm.version().equals("2.0") -> throw wrong(guest,
                    "its TPM has version '" + tpm.version() + "'; there is 2.0 only");
            case VirtualDevice.Tpm tpm when !MODELS.contains(tpm.model()) -> throw wrong(guest,
                    "its TPM is a '" + tpm.model() + "', which is none of " + MODELS.stream().sorted().toList());
            default -> {
            }
        }
    }

    private static DriverException wrong(GuestSpec guest, String what) {
        return new DriverException(Kind.INVALID, "guest " + guest.name() + ": " + what);
    }
}
