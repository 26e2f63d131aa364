package io.gantry.compute.server;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Something that somebody does to a server.
///
/// @param request by what the caller knows his request
/// @param job that does it; empty if it is done at once
public record NewAction(UUID server, String action, String request, String user, String project, Optional<UUID> job,
        Instant started) {}
