package io.gantry.ipmi;

import io.gantry.api.Option;
import java.nio.file.Path;
import java.time.Duration;

/// What the operator sets.
///
/// @param ipmitool the program
/// @param timeout of one call of it
/// @param poll between two looks at the power state
/// @param powerTimeout until a node must be on or off
/// @param efi how nodes start from what they are told
public record IpmiOptions(
        @Option(value = "The program ipmitool.", fallback = "/usr/bin/ipmitool") Path ipmitool,
        @Option(value = "How long one call of ipmitool may take; it repeats by itself what gets lost on the way.", fallback = "25s", min = "1s", max = "5m") Duration timeout,
        @Option(value = "How long to wait between two looks at the power state.", fallback = "1s", min = "1ms", max = "1m") Duration poll,
        @Option(value = "How long a node may take to be on or off; the deadline of the instance should be longer.", fallback = "2m", min = "1s", max = "30m") Duration powerTimeout,
        @Option(value = "Whether nodes start by UEFI from the device they are told, and not as old BIOS does.", fallback = "true") boolean efi) {}
