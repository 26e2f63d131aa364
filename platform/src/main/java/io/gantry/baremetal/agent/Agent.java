package io.gantry.baremetal.agent;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What is known of the agent of one node since that was last started from its ramdisk.
///
/// @param started when the ramdisk was started
/// @param proof SHA-256 of its token; empty as long as nobody got one
/// @param token sealed
/// @param callback where it listens; empty as long as it has said nothing, or if it does not listen
/// @param ca certificate that it made for itself, as PEM
/// @param status `start`, `end` or `error`, which installers say of themselves
/// @param heard when it said something last
/// @param answers sealed; what an installer gets to know that asks what to do
/// @param underWay the command that it was sent last
public record Agent(UUID node, Instant started, Optional<String> proof, Optional<String> token,
        Optional<String> callback, Optional<String> version, Optional<String> ca, Optional<String> status,
        Optional<String> message, Optional<Instant> heard, Optional<String> answers, Optional<UnderWay> underWay) {
    /// A command that was sent, or was about to be sent when the host was killed.
    ///
    /// @param digest of its name and what it was given
    /// @param before how many commands the agent had listed before
    /// @param id by which the agent knows it; empty if its answer was not heard
    public record UnderWay(String name, String digest, int before, Optional<String> id) {}
}
