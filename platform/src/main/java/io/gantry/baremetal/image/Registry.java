package io.gantry.baremetal.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import java.net.URI;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Asks one repository of a container registry, and logs in where it says that one has to.
final class Registry {
    private static final Pattern PART = Pattern.compile("(realm|service|scope)=\"([^\"]*)\"");
    private static final int LARGEST = 4 << 20;
    private static final String ACCEPTED = String.join(", ", "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    private final Fetch fetch;
    private final Reference reference;
    private final Optional<String> login;
    private Optional<String> authorization = Optional.empty();

    /// @param login `USER:PASSWORD`, or a token alone
    Registry(Fetch fetch, Reference reference, Optional<String> login) {
        this.fetch = fetch;
        this.reference = reference;
        this.login = login.map(text -> text.contains(":") ? text : ":" + text);
    }

    /// @param digest of exactly the bytes that were read
    record Manifest(String digest, JsonNode json) {
        boolean isIndex() { return json.path("manifests").isArray(); }
    }

    /// What has to be sent to read blobs; empty if nobody asks who reads.
    Optional<String> authorization() {
        return authorization;
    }

    /// @param which tag or digest; a digest is proved
    Manifest manifest(String which) throws InterruptedException {
        var uri = reference.manifest(which);
        var answer = get(uri);
        if (answer.status() == 401) {
            logIn(answer.headers().firstValue("WWW-Authenticate").orElse(""));
            answer = get(uri);
        }
        if (answer.status() != 200) {
            throw Fetch.refused(uri, answer.status());
        }
        var found = digest(answer.body());
        if (which.startsWith("sha256:") && !which.equals(found)) {
            throw Problem.invalid("Registry %s answered with something that is not %s.".formatted(reference.host(),
                    which));
        }
        return new Manifest(found, JsonBody.of(answer.body(), "manifest at " + uri).object().json());
    }

    private Fetch.Answer get(URI uri) throws InterruptedException {
        var headers = new HashMap<>(Map.of("Accept", ACCEPTED));
        authorization.ifPresent(value -> headers.put("Authorization", value));
        return fetch.get(uri, headers, LARGEST);
    }

    Fetch.Head head(String digest) throws InterruptedException {
        return fetch.head(reference.blob(digest), authorization);
    }

    private static String digest(byte[] bytes) {
        try {
            return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void logIn(String challenge) throws InterruptedException {
        var basic = login.map(text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
        if (challenge.regionMatches(true, 0, "Basic ", 0, 6)) {
            authorization = basic;
            return;
        }
        var parts = new HashMap<String, String>();
        PART.matcher(challenge).results().forEach(part -> parts.put(part.group(1), part.group(2)));
        var realm = URI.create(parts.getOrDefault("realm", "").replace(" ", ""));
        // A password goes to no place that is less protected than the registry that names it.
        if (!challenge.regionMatches(true, 0, "Bearer ", 0, 7) || realm.getHost() == null
                || (reference.manifest("x").getScheme().equals("https") && !"https".equals(realm.getScheme()))) {
            throw Problem.invalid("Registry %s wants a login of a kind that is not known: %s.".formatted(
                    reference.host(), JsonBody.cut(challenge)));
        }
        var scope = parts.getOrDefault("scope", "repository:" + reference.name() + ":pull");
        var query = "service=" + URLEncoder.encode(parts.getOrDefault("service", ""), UTF_8) + "&scope="
                + URLEncoder.encode(scope, UTF_8);
        var uri = URI.create(realm + (realm.getQuery() == null ? "?" : "&") + query);
        var answer = fetch.get(uri, basic.map(value -> Map.of("Authorization", value)).orElse(Map.of()), LARGEST);
        if (answer.status() != 200) {
            throw Fetch.refused(realm, answer.status());
        }
        var json = JsonBody.of(answer.body(), "answer of " + realm).json();
        var token = json.path("token").asText(json.path("access_token").asText(""));
        if (token.isEmpty()) {
            throw Problem.invalid("The login at %s gave no token.".formatted(realm));
        }
        authorization = Optional.of("Bearer " + token);
    }
}
