package io.gantry.compute.server;

import java.util.Optional;
import java.util.UUID;

/// What a job that makes a server is given.
///
/// @param host that it is to run on; empty for any
record CreateJob(UUID server, Optional<String> host) {}
