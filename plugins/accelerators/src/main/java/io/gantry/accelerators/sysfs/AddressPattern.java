package io.gantry.accelerators.sysfs;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.util.Locale;
import java.util.regex.Pattern;

/// PCI addresses as an operator names them: `0000:3b:00.0`, `3b:00.*`, `*:0a:*.*`, where `*` stands for any digits and `?` for one. Without
/// a domain any domain is meant.
public final class AddressPattern {
    private final String text;
    private final Pattern pattern;

    private AddressPattern(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /// Reads a pattern.
    ///
    /// @param option that it was written in, for the refusal
    public static AddressPattern parse(String text, String option) {
        var wanted = text.strip().toLowerCase(Locale.ROOT);
        if (!wanted.matches("[0-9a-f:.*?]{1,32}")) {
            throw new DriverException(Kind.INVALID,
                    "'%s' in %s is no PCI address such as 0000:3b:00.0, 3b:00.* or *.".formatted(text, option));
        }
        var whole = wanted.matches("[0-9a-f*?]{1,2}:[^:]*") ? "*:" + wanted : wanted;
        return new AddressPattern(text,
                Pattern.compile(whole.replace(".", "\\.").replace("*", ".*").replace('?', '.')));
    }

    /// Whether the address is meant.
    public boolean matches(String address) {
        return pattern.matcher(address).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
