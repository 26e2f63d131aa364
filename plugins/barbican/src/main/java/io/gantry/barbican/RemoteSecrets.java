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

    /// Removes every secret of that name.
    void removeAll(String name) throws InterruptedException {
        for (var found = named(name); !found.isEmpty(); found = named(name)) {
            for (var id : found) {
                remove(id);
            }
        }
    }

    private List<UUID> named(String name) throws InterruptedException {
        var query = "?limit=100&name=" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        var answer = service.send(new Request("GET", SECRETS + query));
        if (answer.status() != 200) {
            throw Refusal.of(service.name(), "for a list of secrets", answer);
        }
        var found = new ArrayList<UUID>();
        for (var secret : answer.json().path("secrets")) {
            if (secret.path("name").asText().equals(name)) { // Barbican takes underscores for wildcards
                found.add(reference(secret));
            }
        }
        return found;
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
