package io.gantry.secret;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Where orders are written down. Every method is one transaction, or part of the caller's.
public interface OrderRecords {
    void add(KeyOrder order);

    Optional<KeyOrder> find(UUID id);

    /// The oldest first.
    Found<KeyOrder> list(String project, Window window);

    long count(String project);

    /// What became of it.
    void finish(UUID id, KeyOrder.Status status, Optional<UUID> secret, Optional<UUID> container,
            Optional<String> error, Instant now);

    /// Whether there was one.
    boolean remove(UUID id);
}
