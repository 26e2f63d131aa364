package io.gantry.vault;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which server, and as whom.
record Address(URI url, Credentials credentials, Optional<String> namespace, Optional<Path> caFile, Duration timeout) {
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*");

    Address {
        namespace = namespace.map(name -> path("namespace", name));
    }

    /// The headers of every request. The first makes sure that no page in a browser was talked into sending it.
    Map<String, String> headers() {
        var headers = new LinkedHashMap<>(Map.of("X-Vault-Request", "true"));
        namespace.ifPresent(name -> headers.put("X-Vault-Namespace", name));
        return headers;
    }

    /// A mount or a prefix as it stands in URLs.
    static String path(String option, String text) {
        var path = text.replaceAll("^/+|/+$", "");
        if (!PATH.matcher(path).matches()) {
            throw new DriverException(Kind.INVALID, ("%s is '%s'; use letters, digits, underscores, dots and dashes,"
                    + " with slashes between.").formatted(option, text));
        }
        return path;
    }
}
