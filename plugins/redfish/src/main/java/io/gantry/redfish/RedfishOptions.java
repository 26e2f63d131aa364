package io.gantry.redfish;

import io.gantry.api.Option;
import java.time.Duration;

/// What the operator sets.
///
/// @param timeout of one request
/// @param retries of what a controller is too busy for
/// @param pause between two tries
/// @param poll between two looks at the power state
/// @param powerTimeout until a node must be on or off
public record RedfishOptions(
        @Option(value = "How long one request to a controller may take.", fallback = "20s", min = "100ms", max = "5m") Duration timeout,
        @Option(value = "How often a request is repeated that a controller is too busy for.", fallback = "3", min = "0", max = "20") int retries,
        @Option(value = "How long to wait before a request is repeated.", fallback = "3s", min = "1ms", max = "1m") Duration pause,
        @Option(value = "How long to wait between two looks at the power state.", fallback = "1s", min = "1ms", max = "1m") Duration poll,
        @Option(value = "How long a node may take to be on or off; the deadline of the instance should be longer.", fallback = "2m", min = "1s", max = "30m") Duration powerTimeout) {}
