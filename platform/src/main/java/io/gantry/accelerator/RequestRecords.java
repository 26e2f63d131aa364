package io.gantry.accelerator;

import io.gantry.accelerator.AcceleratorRequest.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Where requests are written down, and who has which piece. Every method is one transaction, or part of the caller's.
public interface RequestRecords {
    void add(List<AcceleratorRequest> requests);

    Optional<AcceleratorRequest> find(UUID id);

    /// The oldest first; what is empty does not matter.
    List<AcceleratorRequest> list(Optional<String> project, Optional<String> instance);

    /// Those that are bound to the part.
    List<AcceleratorRequest> ofPart(UUID part);

    /// Changes the state, if it is one of those.
    ///
    /// @return whether it was
    boolean change(UUID id, Set<State> from, State to, Optional<String> reason, Instant now);

    /// Gives a piece of the part that nobody has to the request; one statement decides who gets it.
    Optional<UUID> reserve(UUID part, UUID request);

    /// Keeps everybody else off a device of which nobody else has a piece.
    ///
    /// @return whether that is so
    boolean keepForProgramming(UUID device, UUID user);

    void programmingOver(UUID user);

    /// Writes down to what the request is bound.
    void assign(UUID id, Target target, UUID piece, Instant now);

    void job(UUID id, UUID job);

    Optional<Piece> piece(UUID id);

    /// Takes back the piece that the request has; one that is no longer there goes with the next report.
    void free(UUID request);

    /// Writes down that the request is bound to nothing.
    void unassign(UUID id, State state, Instant now);

    void remove(UUID id);

    /// Ids of parts that could serve the group now.
    List<UUID> candidates(ProfileGroup group, int limit);

    /// Parts that have its resource class, for explaining.
    List<KnownPart> ofClass(String resourceClass, int limit);

    /// How many parts there are of each resource class.
    java.util.Map<String, Long> classes();
}
