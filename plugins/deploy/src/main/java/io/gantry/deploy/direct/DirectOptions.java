package io.gantry.deploy.direct;

import io.gantry.api.Option;

/// What the operator sets.
///
/// @param blockMib memory that one deployment takes which this host writes itself
public record DirectOptions(
        @Option(value = "How many MiB are read and written at once.", fallback = "4", min = "1", max = "64") int blockMib) {}
