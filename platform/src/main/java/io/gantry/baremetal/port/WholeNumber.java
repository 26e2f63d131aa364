package io.gantry.baremetal.port;

import java.util.Optional;

/// Whole numbers as filters and facts write them.
final class WholeNumber {
    private static final int LONGEST = 18;

    private WholeNumber() {}

    static Optional<Long> of(String text) {
        var digits = text.startsWith("-") ? text.substring(1) : text;
        return digits.isEmpty() || digits.length() > LONGEST || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.empty()
                : Optional.of(Long.valueOf(text));
    }
}
