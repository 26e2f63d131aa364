package io.gantry.accelerator;

import java.util.Optional;
import java.util.UUID;

/// What a job that takes a piece back is given.
///
/// @param before the job that worked on the request before and may still
record UnbindJob(BindJob bound, Optional<UUID> before) {}
