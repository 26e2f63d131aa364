package io.gantry.pci;

import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Device.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What kind of accelerator a function is, if any: decided by class and vendor, never by the name of a product line.
final class Family {
    /// Display adapters of server management controllers and of virtual machines.
    private static final Set<String> CONSOLE_VENDORS = Set.of("1a03", "102b", "1013", "1234", "15ad", "1af4", "1b36",
            "80ee", "1414");
    /// Virtual machines show paravirtual and emulated devices under these vendors.
    private static final Set<String> VIRTUAL_VENDORS = Set.of("1af4", "1b36", "15ad", "80ee", "1414", "1d0f");
    private static final Set<String> FPGA_VENDORS = Set.of("10ee", "1172");
    private static final Set<String> INTEL_FPGAS = Set.of("09c4", "0b2b", "0b30", "bcce", "bccf", "af00", "af01");
    private static final String MELLANOX = "15b3";

    private final List<Pattern> allow;

    /// @param allow patterns as the operator wrote them
    Family(List<String> allow) {
        this.allow = allow.stream().map(Pattern::parse).toList();
    }

    Optional<Kind> of(PciFunction function) {
        if (allow.stream().anyMatch(pattern -> pattern.names(function))) {
            return Optional.of(kind(function));
        }
        var usual = isUsual(function) || allow.stream().anyMatch(pattern -> pattern.matches(function));
        return usual && !isVirtual(function) && !isConsole(function) && !isWireless(function)
                ? Optional.of(kind(function))
                : Optional.empty();
    }

    private static boolean isUsual(PciFunction function) {
        var type = function.type();
        return type.startsWith("12") || type.startsWith("0b40") || type.startsWith("0302") || type.startsWith("0108")
                || type.startsWith("02") || (type.startsWith("0380") && !isIntegrated(function));
    }

    /// A GPU that is part of the processor sits on the first bus.
    private static boolean isIntegrated(PciFunction function) {
        return function.routing() >> 8 == 0;
    }

    private static boolean isConsole(PciFunction function) {
        return function.type().startsWith("03") && CONSOLE_VENDORS.contains(function.vendor());
    }

    private static boolean isVirtual(PciFunction function) {
        return VIRTUAL_VENDORS.contains(function.vendor())
                || function.attribute("subsystem_vendor").filter("0x1af4"::equals).isPresent();
    }

    /// Wi-Fi shares its class with network adapters that speak more than Ethernet; those show an interface that is not wireless.
    private static boolean isWireless(PciFunction function) {
        if (!function.type().startsWith("0280") || function.vendor().equals(MELLANOX)) {
            return false;
        }
        var interfaces = function.entries("net");
        return interfaces.isEmpty() || function.has("ieee80211") || interfaces.stream()
                .anyMatch(
                        name -> function.has("net/" + name + "/wireless") || function.has("net/" + name + "/phy80211"));
    }

    private static Kind kind(PciFunction function) {
        var type = function.type();
        if (type.startsWith("03")) {
            return isConsole(function) ? Kind.PCI : Kind.GPU;
        }
        if (type.startsWith("02")) {
            return isWireless(function) ? Kind.PCI : Kind.NIC;
        }
        if (type.startsWith("0108")) {
            return Kind.SSD;
        }
        if (type.startsWith("12")) {
            return processor(function);
        }
        return Kind.PCI;
    }

    private static Kind processor(PciFunction function) {
        if (FPGA_VENDORS.contains(function.vendor())
                || (function.vendor().equals("8086") && INTEL_FPGAS.contains(function.product()))) {
            return Kind.FPGA;
        }
        return Set.of("1002", "10de").contains(function.vendor()) ? Kind.GPU : Kind.PCI;
    }

    /// The resource class of Placement under which one such device is asked for.
    static String resource(Device.Kind kind) {
        return switch (kind) {
            case FPGA -> "FPGA";
            case GPU -> "PGPU";
            case NIC -> "CUSTOM_NIC";
            case SSD -> "CUSTOM_SSD";
            case PCI, QAT, AICHIP -> "CUSTOM_PCI";
        };
    }
}
