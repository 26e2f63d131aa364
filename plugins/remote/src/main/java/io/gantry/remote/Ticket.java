package io.gantry.remote;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What shows a service who asks.
///
/// @param headers go with every request; they are secret
/// @param renewal when to get another one, well before this one ends; empty if it never ends
public record Ticket(Map<String, String> headers, Optional<Instant> renewal) {
    /// Without the headers.
    @Override
    public String toString() {
        return "Ticket[renewal=" + renewal + "]";
    }
}
