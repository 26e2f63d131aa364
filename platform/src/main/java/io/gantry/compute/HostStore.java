package io.gantry.compute;

import io.gantry.compute.ComputeHost.State;
import java.util.Map;
import java.util.Optional;

/// What was decided about compute hosts. A host of which nothing is written is enabled.
public interface HostStore {
    /// @param reason as whoever decided it said
    record Standing(State state, Optional<String> reason) {
        /// Of a host of which nothing is written.
        public static final Standing ENABLED = new Standing(State.ENABLED, Optional.empty());
    }

    Standing find(String host);

    /// Every host of which something is written.
    Map<String, Standing> all();

    void put(String host, Standing standing);
}
