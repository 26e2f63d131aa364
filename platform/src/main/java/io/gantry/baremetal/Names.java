package io.gantry.baremetal;

import io.gantry.base.Problem;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Refuses what cannot be the name, trait or property of a node or image.
final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final Pattern TRAIT = Pattern.compile("[A-Z0-9_]{1,255}");
    private static final int MANY = 100;
    private static final int LONGEST_VALUE = 1024;

    private Names() {}

    static void check(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw Problem.invalid("The name of " + what
                    + " begins with a letter or digit and has at most 64 letters, digits, '-', '_' and '.'; '"
                    + shortened(name) + "' has not.");
        }
    }

    static void checkTraits(Set<String> traits) {
        if (traits.size() > MANY) {
            throw Problem.invalid("A node has at most " + MANY + " traits, not " + traits.size() + ".");
        }
        for (var trait : traits) {
            if (!TRAIT.matcher(trait).matches()) {
                throw Problem.invalid(
                        "A trait has 1 to 255 upper case letters, digits and '_', own ones beginning with CUSTOM_; '"
                                + shortened(trait) + "' has not.");
            }
        }
    }

    static void checkProperties(Map<String, String> properties) {
        if (properties.size() > MANY) {
            throw Problem.invalid("A node has at most " + MANY + " properties, not " + properties.size() + ".");
        }
        properties.forEach((key, value) -> {
            check("a property", key);
            if (value.length() > LONGEST_VALUE) {
                throw Problem
                        .invalid("The value of property '" + key + "' has " + value.length() + " characters; at most "
                                + LONGEST_VALUE + " are kept.");
            }
        });
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
