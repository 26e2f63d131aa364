package io.gantry.accelerators.sysfs;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// One function on the bus as sysfs shows it.
///
/// @param address `0000:3b:00.0`; the domain has four to eight digits
/// @param vendor four lower case hexadecimal digits
/// @param product four lower case hexadecimal digits
/// @param type class, subclass and interface, six lower case hexadecimal digits; empty if nothing tells it
/// @param files its directory
public record PciFunction(String address, String vendor, String product, String type, Directory files) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{4,8}:[0-9a-f]{2}:[01][0-9a-f]\\.[0-7]");

    /// Whether the text names a function.
    public static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /// Reads what identifies a function.
    ///
    /// @throws IOException with the reason if vendor or device cannot be read, or the class that is there
    public static PciFunction read(String address, Directory files) throws IOException {
        return new PciFunction(address, id(files, "vendor", 4), id(files, "device", 4),
                files.has("class") ? id(files, "class", 6) : "", files);
    }

    private static String id(Directory files, String file, int digits) throws IOException {
        var text = files.read(file).toLowerCase(Locale.ROOT);
        if (!text.matches("0x[0-9a-f]{" + digits + "}")) {
            throw new IOException(file + " is not a number of " + digits + " hexadecimal digits");
        }
        return text.substring(2);
    }

    /// Vendor and product: `8086:1572`.
    public String ids() {
        return vendor + ":" + product;
    }

    /// The product in the spelling of traits.
    public String productTrait() {
        return product.toUpperCase(Locale.ROOT);
    }

    /// The Linux driver that has it now.
    public Optional<String> driver() {
        return files.link("driver");
    }

    /// Whether the class begins so.
    public boolean is(String prefix) {
        return type.startsWith(prefix);
    }

    /// Bridges forward what others send; they are never handed out.
    boolean isBridge() { return is("06"); }

    /// Domain with its colon: `0000:`.
    String domain() {
        return address.substring(0, address.length() - "bb:dd.f".length());
    }

    /// Domain, bus and device, which all functions of one card share: `0000:3b:00`.
    public String slot() {
        return address.substring(0, address.length() - 2);
    }

    /// The number after the dot.
    public int number() {
        return Character.digit(address.charAt(address.length() - 1), 8);
    }

    /// Bus, device and function as the one number of 16 bits that the SR-IOV rule counts with.
    public int routing() {
        var at = domain().length();
        return Integer.parseInt(address, at, at + 2, 16) << 8 | Integer.parseInt(address, at + 3, at + 5, 16) << 3
                | number();
    }

    static String address(String domain, int routing) {
        return "%s%02x:%02x.%d".formatted(domain, routing >> 8 & 0xff, routing >> 3 & 0x1f, routing & 7);
    }
}
