package io.gantry.identity;

import io.gantry.base.Problem;
import java.util.Optional;

/// What people may call things.
final class Names {
    private static final int LONGEST_TEXT = 2000;

    private Names() {}

    /// @param what is named: `user`
    /// @throws Problem INVALID if it will not do as a name
    static String name(String what, Optional<String> name, int longest) {
        var text = name.orElseThrow(() -> Problem.invalid("The " + what + " has no name."));
        if (text.isBlank() || text.length() > longest || text.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("The name of a " + what + " has 1 to " + longest
                    + " characters, and no line breaks among them.");
        }
        return text;
    }

    /// @throws Problem INVALID if it is longer than what is kept
    static Optional<String> text(String field, Optional<String> text, int longest) {
        if (text.filter(one -> one.length() > longest).isPresent()) {
            throw Problem.invalid(field + " has at most " + longest + " characters.");
        }
        return text.filter(one -> !one.isEmpty());
    }

    static Optional<String> description(Optional<String> text) {
        return text("description", text, LONGEST_TEXT);
    }
}
