package io.gantry.compute.server;

import io.gantry.compute.server.Server.Fault;
import io.gantry.compute.server.Server.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Where servers are written down. Every method is one transaction, or part of the caller's.
public interface ServerRecords {
    void add(Server server);

    /// Also one that is deleted.
    Optional<Server> find(UUID id);

    List<Server> list(ServerQuery query);

    /// The job that makes or removes it.
    void job(UUID id, UUID job);

    /// The host that is to have it; empty if none is any more.
    void placed(UUID id, Optional<String> host, Instant now);

    /// Those that have a place and no guest there yet.
    List<Server> underWay();

    /// It was made, and runs.
    void launched(UUID id, Instant now);

    void failed(UUID id, Fault fault);

    void state(UUID id, State state, Instant now);

    /// Writes down what was seen, unless somebody works on it or wrote something else meanwhile.
    void seen(UUID id, State before, State after, Instant now);

    /// @return false if it is being deleted, or is gone
    boolean deleting(UUID id, Instant now);

    void deleted(UUID id, Instant now);

    void describe(UUID id, String name, Optional<String> description, Instant now);

    void metadata(UUID id, Map<String, String> metadata, Instant now);

    /// The states, by id, of those that nobody makes, moves or removes.
    Map<UUID, State> settled();

    /// Those that should have a guest and have none.
    List<UUID> withoutGuest();

    /// One that is being made of that image.
    Optional<UUID> madeOf(UUID image);

    /// How many a project has.
    long count(String project);
}
