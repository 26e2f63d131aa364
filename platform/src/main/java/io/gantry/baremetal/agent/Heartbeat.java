package io.gantry.baremetal.agent;

import java.util.Optional;

/// What an agent says now and then.
///
/// @param callback where it listens; empty for installers, which do not
/// @param token that it was given
/// @param ca certificate that it made for itself, as PEM
/// @param status `start`, `end` or `error`, which installers say of themselves
public record Heartbeat(Optional<String> callback, Optional<String> token, Optional<String> version,
        Optional<String> ca, Optional<String> status, Optional<String> message) {
    /// Without the token.
    @Override
    public String toString() {
        return "Heartbeat[" + callback + ", " + version + ", " + status + ", " + message + "]";
    }
}
