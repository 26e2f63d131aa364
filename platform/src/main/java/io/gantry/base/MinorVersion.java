package io.gantry.base;

import java.util.Optional;
import java.util.regex.Pattern;

/// The minor version that a client asks for in the header `OpenStack-API-Version`.
///
/// @param service as the header names it
/// @param bare whether the version may stand there without the service
public record MinorVersion(String service, int major, int newest, boolean bare) {
    public static final String HEADER = "OpenStack-API-Version";
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    /// @throws Problem NOT_ACCEPTABLE if there is no such version
    ///
    /// @param header what a request has under [#HEADER]
    /// @return 0 if it asks for none
    public int of(Optional<String> header) {
        return header.flatMap(this::asked).map(this::known).orElse(0);
    }

    private int known(String text) {
        if (text.equals("latest")) {
            return newest;
        }
        var version = VERSION.matcher(text);
        if (version.matches() && Integer.parseInt(version.group(1)) == major
                && Integer.parseInt(version.group(2)) <= newest) {
            return Integer.parseInt(version.group(2));
        }
        throw new Problem(Problem.Kind.NOT_ACCEPTABLE,
                "This version of the %s API was requested but is not supported by this service. The supported version range is: [%d.0, %d.%d]."
                        .formatted(service, major, major, newest));
    }

    private Optional<String> asked(String header) {
        for (var part : header.split(",", 16)) {
            var words = part.strip().split("\\s+", 2);
            if (words.length == 2 && words[0].equals(service)) {
                return Optional.of(words[1].strip());
            }
            if (words.length == 1 && bare && !words[0].isEmpty()) {
                return Optional.of(words[0]);
            }
        }
        return Optional.empty();
    }
}
