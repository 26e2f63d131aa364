package io.gantry.job;

import java.time.Instant;
import java.util.Map;

/// Something that happened in a job.
///
/// @param number counted from 1 within the job
/// @param type `step-started`, `step-done`, `step-failed`, `undo`, `ended`, and what the feature adds
public record JobEvent(long number, Instant at, String step, String type, Map<String, Object> data) {}
