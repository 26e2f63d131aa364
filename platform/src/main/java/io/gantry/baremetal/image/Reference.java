package io.gantry.baremetal.image;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an `oci:` URL names.
///
/// @param host with its port, if that is given
/// @param name of the repository
/// @param tag empty if a digest is given
record Reference(String host, String name, Optional<String> tag, Optional<String> digest) {
    private static final Pattern FORM = Pattern.compile("oci://(?<host>[A-Za-z0-9.:\\[\\]-]{1,255})/"
            + "(?<name>[a-z0-9][a-z0-9._/-]{0,254})(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?"
            + "(?:@(?<digest>sha256:[0-9a-f]{64}))?");

    static Reference of(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw Problem.invalid("Image '%s' is not oci://HOST/NAME:TAG or oci://HOST/NAME@sha256:DIGEST."
                    .formatted(JsonBody.cut(text)));
        }
        var digest = Optional.ofNullable(match.group("digest"));
        return new Reference(match.group("host"), match.group("name"),
                digest.isPresent()
                        ? Optional.empty()
                        : Optional.of(match.group("tag") == null ? "latest" : match.group("tag")),
                digest);
    }

    /// A registry on this very machine is asked without TLS, as other clients do.
    private String base() {
        var local = host.matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?");
        return (local ? "http://" : "https://") + host + "/v2/" + name;
    }

    /// @param which tag or digest
    URI manifest(String which) {
        return URI.create(base() + "/manifests/" + which);
    }

    URI blob(String digest) {
        return URI.create(base() + "/blobs/" + digest);
    }

    /// The same, and nothing else whatever happens to tags.
    String pinned(String manifest) {
        return "oci://" + host + "/" + name + "@" + manifest;
    }
}
