package io.gantry.memory;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// A guest's answer to everything it is told: what it does now, and its counters.
///
/// @param mode after the command
/// @param counters what its program counts, in the program's order
public record GuestReport(GuestMode mode, Map<String, Long> counters) {
    private static final String OK = "ok ";
    private static final String REFUSED = "refused ";

    /// As one line without its end.
    public String line() {
        var line = new StringBuilder(OK).append(mode);
        counters.forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
        return line.toString();
    }

    /// The line that says no.
    ///
    /// @param reason one sentence
    public static String refusal(String reason) {
        return REFUSED + reason;
    }

    /// Reads [#line] or [#refusal] back.
    ///
    /// @throws RefusedException with the reason of a refusal
    /// @throws IOException if the line is neither
    static GuestReport parse(String line) throws IOException {
        if (line.startsWith(REFUSED)) {
            throw new RefusedException(line.substring(REFUSED.length()));
        }
        try {
            var words = line.substring(OK.length()).split(" ", -1);
            var counters = new LinkedHashMap<String, Long>();
            for (var i = 1; i < words.length; i++) {
                var equals = words[i].indexOf('=');
                counters.put(words[i].substring(0, equals),
                        Long.parseLong(words[i], equals + 1, words[i].length(), 10));
            }
            return new GuestReport(GuestMode.valueOf(words[0]), counters);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("the guest's answer makes no sense: " + line, e);
        }
    }
}
