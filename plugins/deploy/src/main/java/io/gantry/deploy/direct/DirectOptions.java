package io.gantry.deploy.direct;

import io.gantry.api.Option;

/// What the operator sets.
///
/// @param blockMib memory outside the heap that one deployment takes
public record DirectOptions(
        @Option(value = "How many MiB are read and written at once.", fallback = "4", min = "1", max = "64") int blockMib) {}
