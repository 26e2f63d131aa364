package io.gantry.pci;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.util.Locale;

/// What the operator allows beyond the usual.
sealed interface Pattern {
    /// @param product `*` for all of the vendor
    record Product(String vendor, String product) implements Pattern {}

    /// @param prefix two to six digits
    record Type(String prefix) implements Pattern {}

    static Pattern parse(String text) {
        var pattern = text.toLowerCase(Locale.ROOT);
        if (pattern.matches("class:[0-9a-f]{2,6}")) {
            return new Type(pattern.substring("class:".length()));
        }
        if (pattern.matches("[0-9a-f]{4}:([0-9a-f]{4}|\\*)")) {
            return new Product(pattern.substring(0, 4), pattern.substring(5));
        }
        throw new DriverException(Kind.INVALID,
                "'%s' in allow is neither vendor:product (8086:46a6), vendor:* nor class:PREFIX (class:0300)."
                        .formatted(text));
    }

    default boolean matches(PciFunction function) {
        return switch (this) {
            case Type(var prefix) -> function.type().startsWith(prefix);
            case Product(var vendor, var product) -> function.vendor().equals(vendor)
                    && (product.equals("*") || function.product().equals(product));
        };
    }

    /// Whether it can mean nothing but this very product; then the operator knows what he does.
    default boolean names(PciFunction function) {
        return this instanceof Product(var vendor, var product) && !product.equals("*") && matches(function);
    }
}
