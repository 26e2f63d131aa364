package io.gantry.compute.drain;

import java.util.List;
import java.util.UUID;

/// What becomes of the guests of hosts that are drained, for as long as their jobs are kept.
public interface DrainStore {
    /// Adds these behind those that are there.
    void add(UUID job, List<DrainMove> moves);

    /// In the order in which they leave.
    List<DrainMove> moves(UUID job);

    /// Writes down what has become of one.
    void update(UUID job, DrainMove move);
}
