package io.gantry.plugin;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;

/// A driver instance that the operator's file names: what the host itself needs to know, and the options still unbound.
///
/// @param name of the instance
/// @param driver id of its driver
/// @param enabled whether it is opened at start
/// @param mandatory whether the host refuses to start without it
/// @param deadline how long one call may take, or be silent if it reports progress
/// @param concurrency how many calls may be under way at once
/// @param host the machine that it is for; empty for this one
/// @param options everything else that stands in the entry, with its positions
/// @param file the operator's file
/// @param line where the file names the driver, counted from 1
/// @param column likewise
public record DriverEntry(String name, String driver, boolean enabled, boolean mandatory, Duration deadline,
        int concurrency, Optional<String> host, MappingNode options, String file, int line, int column) {
    /// The keys of an entry that are the host's; no driver can have an option of such a name.
    public static final Set<String> RESERVED = Set.of("driver", "enabled", "mandatory", "deadline", "concurrency",
            "host");
}
