package io.gantry.plugin;

import io.gantry.api.Option;
import io.gantry.api.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Options of every type there is.
record Sample(@Option("Name of the rack.") String name, @Option(value = "Whether.", fallback = "true") boolean careful,
        @Option(value = "How many.", fallback = "4", min = "1", max = "64") int maxFlows,
        @Option(value = "How large.", fallback = "1000000000000", min = "0") long bytes,
        @Option(value = "How much.", fallback = "0.5", min = "0", max = "1") double ratio,
        @Option(value = "How long.", fallback = "30s", min = "100ms", max = "1h") Duration timeout,
        @Option(value = "Where.", fallback = "/sys") Path root, @Option("Whom to ask.") Optional<URI> endpoint,
        @Option(value = "How.", fallback = "power-on") Mode mode, @Option("With what.") Optional<Secret> password,
        @Option("Which.") List<Integer> lanes, @Option("Notes.") Map<String, Duration> pauses,
        @Option("Those within.") List<Inner> inner, @Option(value = "Words.", fallback = "[a, b]") List<String> words) {
    enum Mode {
        POWER_ON, POWER_OFF
    }

    record Inner(@Option("A key.") String key, @Option(value = "A weight.", fallback = "1", min = "0") int weight) {
        Inner {
            if (key.equals("forbidden")) {
                throw new IllegalArgumentException("forbidden is not a key");
            }
        }
    }

    /// What a driver without options has.
    record Nothing() {}
}
