package io.gantry.accelerators.pci;

import io.gantry.accelerators.sysfs.AddressPattern;
import io.gantry.accelerators.sysfs.Interfaces;
import io.gantry.accelerators.sysfs.PciFunction;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.accelerator.Device;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// One entry of the operator's list, checked.
///
/// @param vendor four digits or empty
/// @param product four digits or empty
/// @param type beginning of the class or empty
/// @param address none for any
/// @param devname an interface or empty
/// @param kind as the operator wants it
record Allowed(String vendor, String product, String type, Optional<AddressPattern> address, String devname,
        Optional<Device.Kind> kind) {
    static Allowed of(PciOptions.Entry entry) {
        if (Stream.of(entry.vendor(), entry.product(), entry.deviceClass(), entry.address(), entry.devname())
                .allMatch(Optional::isEmpty)) {
            throw invalid(
                    "An entry of allow says nothing; give it a vendor, product, device-class, address or devname.");
        }
        if (entry.address().isPresent() && entry.devname().isPresent()) {
            throw invalid("An entry of allow has both address %s and devname %s; leave one out.".formatted(
                    entry.address().get(), entry.devname().get()));
        }
        var devname = entry.devname().orElse("");
        if (!devname.matches("[A-Za-z0-9_.@-]{0,15}") || devname.matches("\\.+")) {
            throw invalid("'%s' in allow is no name of a network interface.".formatted(devname));
        }
        return new Allowed(digits(entry.vendor(), 4, "vendor"), digits(entry.product(), 4, "product"),
                digits(entry.deviceClass(), 2, "device-class"),
                entry.address().map(text -> AddressPattern.parse(text, "allow")), devname, entry.kind());
    }

    private static String digits(Optional<String> text, int fewest, String option) {
        var digits = text.orElse("").toLowerCase(Locale.ROOT);
        if (text.isPresent() && !digits.equals("*")
                && !digits.matches("[0-9a-f]{%d,%d}".formatted(fewest, fewest == 4 ? 4 : 6))) {
            throw invalid("'%s' in allow is no %s: write it as %s hexadecimal digits in quotes.".formatted(text.get(),
                    option, fewest == 4 ? "four" : "two to six"));
        }
        return digits.equals("*") ? "" : digits;
    }

    private static DriverException invalid(String message) {
        return new DriverException(Kind.INVALID, message);
    }

    /// @param parent the physical function that it belongs to, if it is virtual and that is known
    boolean matches(PciFunction function, Optional<PciFunction> parent, Interfaces interfaces) {
        return matches(function, interfaces)
                || (isAddress() && parent.filter(port -> matches(port, interfaces)).isPresent());
    }

    /// By address an operator names a port with all that it is cut into.
    private boolean isAddress() { return address.isPresent() || !devname.isEmpty(); }

    private boolean matches(PciFunction function, Interfaces interfaces) {
        return (vendor.isEmpty() || vendor.equals(function.vendor()))
                && (product.isEmpty() || product.equals(function.product())) && function.is(type)
                && address.map(pattern -> pattern.matches(function.address())).orElse(true)
                && (devname.isEmpty() || interfaces.of(function).contains(devname));
    }
}
