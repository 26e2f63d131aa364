package io.gantry.barbican;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.remote.Answer;
import io.gantry.remote.Json;
import io.gantry.remote.Request;
import io.gantry.remote.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// What is used of Barbican's API.
///
/// @param service with or without a login
record RemoteSecrets(Service service) {
    private static final String SECRETS = "/v1/secrets";
    private static final int PAGE = 100;
    private static final String BYTES = "application/octet-stream";
    private static final Pattern REFERENCE = Pattern.compile(".*/secrets/([0-9a-f-]{36})/?");

    /// Keeps bytes, which Barbican wants to be one at least.
    UUID add(String name, byte[] bytes) throws InterruptedException {
        var secret = Json.object().put("name", name).put("secret_type", "opaque").put("payload_content_type", BYTES);
        secret.put("payload_content_encoding", "base64").put("payload", bytes);
        var answer = service.send(new Request("POST", SECRETS).with(secret));
        if (answer.status() != 201) {
            throw Refusal.of(service.name(), "to keep a secret", answer);
        }
        return reference(answer.json());
    }

    /// Empty if Barbican knows no such secret.
    Optional<byte[]> payload(UUID id) throws InterruptedException {
        var answer = service.send(new Request("GET", SECRETS + "/" + id + "/payload").with(Map.of("Accept", BYTES)));
        if (unknown(answer)) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw Refusal.of(service.name(), "for secret " + id, answer);
        }
        return Optional.of(answer.body());
    }

    void remove(UUID id) throws InterruptedException {
        var answer = service.send(new Request("DELETE", SECRETS + "/" + id));
        if (!answer.ok() && !unknown(answer)) {
            throw Refusal.of(service.name(), "to delete secret " + id, answer);
        }
    }

    /// Removes every secret whose name begins so.
    void removeAll(String beginning) throws InterruptedException {
        for (var id : named(beginning)) {
            remove(id);
        }
    }

    /// Barbican takes percent signs and underscores for wildcards: the first is wanted, what the second lets in is left out here.
    private List<UUID> named(String beginning) throws InterruptedException {
        var pattern = URLEncoder.encode(beginning + "%", StandardCharsets.UTF_8).replace("+", "%20");
        var found = new ArrayList<UUID>();
        for (var seen = 0;;) {
            var page = page("?sort=created:asc&limit=" + PAGE + "&offset=" + seen + "&name=" + pattern);
            for (var secret : page) {
                if (secret.path("name").asText().startsWith(beginning)) {
                    found.add(reference(secret));
                }
            }
            seen += page.size();
            if (page.size() < PAGE) {
                return found;
            }
        }
    }

    private JsonNode page(String query) throws InterruptedException {
        var answer = service.send(new Request("GET", SECRETS + query));
        if (answer.status() != 200) {
            throw Refusal.of(service.name(), "for a list of secrets", answer);
        }
        return answer.json().path("secrets");
    }

    /// The host in a reference is what Barbican thinks its name is; only the id counts.
    private UUID reference(JsonNode secret) {
        var matcher = REFERENCE.matcher(secret.path("secret_ref").asText());
        if (!matcher.matches()) {
            throw new DriverException(Kind.FAILED, service.name()
                    + " named a secret without a usable secret_ref. Check that url is Barbican's.");
        }
        return UUID.fromString(matcher.group(1));
    }

    /// Anything between can answer 404; Barbican says what it did not find.
    private static boolean unknown(Answer answer) {
        return answer.status() == 404 && !answer.json().path("description").asText().isEmpty();
    }
}
