package io.gantry.secret;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Where containers are written down. Every method is one transaction, or part of the caller's.
public interface ContainerRecords {
    void add(Container container);

    Optional<Container> find(UUID id);

    /// The oldest first.
    Found<Container> list(String project, Optional<String> name, Optional<Container.Type> type, Window window);

    void remove(UUID id);

    long count(String project);

    /// Those of the secrets that the project has.
    Set<UUID> known(String project, Collection<UUID> secrets);

    void add(UUID container, Container.Part part);

    /// Whether there was such a part.
    boolean remove(UUID container, Container.Part part);

    /// Who uses several containers, the oldest first.
    Map<UUID, List<Container.User>> users(Collection<UUID> containers);

    /// Adds one; nothing happens if there is one with that name and URL.
    void add(UUID container, Container.User user);

    void remove(UUID container, Container.User user);
}
