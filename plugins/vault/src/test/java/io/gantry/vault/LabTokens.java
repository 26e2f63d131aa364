package io.gantry.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The tokens of the lab server: how long they live, renewing them, and one role that may log in.
final class LabTokens {
    static final String ROLE = "role-of-gantry";
    static final String SECRET_ID = "secret-id-of-gantry";

    /// @param limit renewing cannot go beyond it
    private record Token(Instant end, Instant limit, boolean renewable) {}

    private final InstantSource clock;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    final AtomicInteger logins = new AtomicInteger();
    final AtomicInteger renewals = new AtomicInteger();
    volatile Duration life = Duration.ofHours(1);
    volatile Duration most = Duration.ofHours(3);

    LabTokens(InstantSource clock) {
        this.clock = clock;
    }

    /// A token as an operator makes one.
    String make(boolean renewable) {
        var id = "hvs." + UUID.randomUUID();
        tokens.put(id, new Token(clock.instant().plus(life), clock.instant().plus(most), renewable));
        return id;
    }

    void revokeAll() {
        tokens.clear();
    }

    boolean valid(String id) {
        var token = tokens.get(id);
        return token != null && clock.instant().isBefore(token.end());
    }

    Reply logIn(JsonNode body) {
        if (!body.path("role_id").asText().equals(ROLE) || !body.path("secret_id").asText().equals(SECRET_ID)) {
            return Reply.error(400, "invalid role or secret ID");
        }
        logins.incrementAndGet();
        return Reply.auth(auth(make(true)));
    }

    /// What a token that is valid asks about itself.
    Reply self(String verb, String id) {
        var token = tokens.get(id);
        if (token == null) {
            return Reply.error(403, "permission denied");
        }
        if (verb.equals("lookup-self")) {
            return Reply.data(200,
                    Reply.JSON.createObjectNode().put("renewable", token.renewable()).put("ttl", seconds(token)));
        }
        if (!token.renewable()) {
            return Reply.error(400, "lease is not renewable");
        }
        renewals.incrementAndGet();
        var wished = clock.instant().plus(life);
        tokens.put(id, new Token(wished.isAfter(token.limit()) ? token.limit() : wished, token.limit(), true));
        return Reply.auth(auth(id));
    }

    private ObjectNode auth(String id) {
        var token = java.util.Objects.requireNonNull(tokens.get(id));
        var auth = Reply.JSON.createObjectNode()
                .put("client_token", id)
                .put("accessor", "a")
                .put("token_type", "service");
        auth.putArray("policies").add("default").add("gantry");
        return auth.put("lease_duration", seconds(token)).put("renewable", token.renewable());
    }

    private long seconds(Token token) {
        return Math.max(0, Duration.between(clock.instant(), token.end()).toSeconds());
    }
}
