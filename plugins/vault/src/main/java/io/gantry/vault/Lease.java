package io.gantry.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.remote.Ticket;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// A token and how long it lives.
///
/// @param token secret
/// @param seconds of life; zero if it never ends
/// @param renewable whether the server prolongs it
record Lease(String token, long seconds, boolean renewable) {
    /// From the part of an answer that grants or renews a token.
    static Lease granted(JsonNode auth) {
        return new Lease(auth.path("client_token").asText(), auth.path("lease_duration").asLong(),
                auth.path("renewable").asBoolean());
    }

    /// Renewed when a third of its life is left.
    Ticket ticket(InstantSource clock) {
        var ends = seconds > 0;
        return new Ticket(headers(),
                ends ? Optional.of(clock.instant().plusMillis(seconds * 2000 / 3)) : Optional.empty());
    }

    /// Used to its end, since nothing prolongs it.
    Ticket lastTicket() {
        return new Ticket(headers(), Optional.empty());
    }

    Map<String, String> headers() {
        return Map.of("X-Vault-Token", token);
    }

    /// Without the token.
    @Override
    public String toString() {
        return "Lease[" + seconds + "s, renewable=" + renewable + "]";
    }
}
