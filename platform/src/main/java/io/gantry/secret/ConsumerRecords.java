package io.gantry.secret;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Where the consumers of secrets are written down. Every method is one transaction, or part of the caller's.
public interface ConsumerRecords {
    /// Whether the secret has any.
    boolean used(UUID secret);

    /// The consumers of several secrets at once, the oldest first.
    Map<UUID, List<Consumer>> of(Collection<UUID> secrets);

    Found<Consumer> list(UUID secret, Window window);

    /// The one that names the same resource.
    Optional<Consumer> find(UUID secret, Consumer like);

    /// Adds it; nothing happens if there is one that names the same resource.
    void add(UUID secret, Consumer consumer);

    void remove(UUID secret, Consumer consumer);

    /// How many those of the project have registered, with secrets and with containers.
    long count(String project);
}
