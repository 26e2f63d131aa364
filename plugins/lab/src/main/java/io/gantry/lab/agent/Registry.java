package io.gantry.lab.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads from a container registry. One on this very machine is asked without TLS, as other clients do.
final class Registry {
    private static final Pattern REFERENCE = Pattern
            .compile("oci://(?<host>[^/]+)/(?<name>[^@]+?)(?::(?<tag>[^:@/]+))?(?:@(?<digest>sha256:[0-9a-f]{64}))?");
    private static final Pattern CHALLENGE = Pattern.compile("(realm|service|scope)=\"([^\"]*)\"");
    private static final String ACCEPTED = String.join(", ", "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    private final String repository;
    private final String wanted;
    private final String login;
    private final Map<String, String> headers = new HashMap<>(Map.of("Accept", ACCEPTED));

    /// @param reference `oci://HOST/NAME:TAG`, or with a digest
    /// @param login user and password with a colon between; empty for none
    Registry(String reference, String login) {
        var match = REFERENCE.matcher(reference);
        if (!match.matches()) {
            throw AgentError.badParameters("'" + reference + "' is not oci://HOST/NAME:TAG");
        }
        var host = match.group("host");
        var scheme = host.matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?") ? "http://" : "https://";
        repository = scheme + host + "/v2/" + match.group("name");
        wanted = Optional.ofNullable(match.group("digest"))
                .or(() -> Optional.ofNullable(match.group("tag")))
                .orElse("latest");
        this.login = login;
    }

    /// What the reference names.
    byte[] manifest() throws IOException {
        return manifest(wanted);
    }

    /// @param which a tag, or a digest, which is then proved
    byte[] manifest(String which) throws IOException {
        var address = URI.create(repository + "/manifests/" + which);
        var answer = Http.get(address, headers);
        if (answer.status() == 401) {
            logIn(answer.headers().getOrDefault("www-authenticate", ""));
            answer = Http.get(address, headers);
        }
        if (answer.status() != 200) {
            throw AgentError.download(address.toString(), "its registry answered " + answer.status(), null);
        }
        if (which.startsWith("sha256:")) {
            try (var verified = Verified.of(new java.io.ByteArrayInputStream(answer.body()), which)) {
                verified.finish();
            }
        }
        return answer.body();
    }

    Source blob(String digest) throws IOException {
        return Source.open(URI.create(repository + "/blobs/" + digest), headers);
    }

    private void logIn(String challenge) throws IOException {
        var basic = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
        if (challenge.regionMatches(true, 0, "Basic", 0, 5)) {
            headers.put("Authorization", basic);
            return;
        }
        var parts = new HashMap<String, String>();
        CHALLENGE.matcher(challenge).results().forEach(part -> parts.put(part.group(1), part.group(2)));
        var realm = parts.getOrDefault("realm", "");
        if (!realm.matches("https?://.*")) {
            throw AgentError.download(repository, "its registry asks for a login and does not say where", null);
        }
        var address = URI.create(realm + (realm.contains("?") ? "&" : "?") + "service="
                + parts.getOrDefault("service", "") + "&scope=" + parts.getOrDefault("scope", ""));
        var answer = Http.get(address, login.isEmpty() ? Map.of() : Map.of("Authorization", basic));
        if (answer.status() != 200) {
            throw AgentError.download(repository, "the login was answered with " + answer.status(), null);
        }
        var body = Json.object(answer.body());
        var token = Optional.ofNullable(body.get("token")).orElse(body.get("access_token"));
        headers.put("Authorization", "Bearer " + token);
    }
}
