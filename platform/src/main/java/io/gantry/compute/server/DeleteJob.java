package io.gantry.compute.server;

import java.util.Optional;
import java.util.UUID;

/// What a job that removes a server is given.
///
/// @param before the job that made it, which may still be at it
record DeleteJob(UUID server, Optional<UUID> before) {}
