package io.gantry.compute.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where it is written down what was done to servers.
public interface ActionRecords {
    /// @return its number
    long add(NewAction action);

    void ended(long number, Instant now, Optional<String> reason);

    /// The one that the job does.
    void ended(UUID job, Instant now, Optional<String> reason);

    /// Of a server, newest first.
    ///
    /// @param before only older ones than that number
    List<ServerAction> list(UUID server, Optional<Instant> changedSince, Optional<Instant> changedBefore,
            long before, int limit);

    /// The newest that request began.
    Optional<ServerAction> find(UUID server, String request);

    /// Those whose job has not been seen to end.
    List<ServerAction> open();
}
