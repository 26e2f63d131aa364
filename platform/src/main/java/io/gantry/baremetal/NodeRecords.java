package io.gantry.baremetal;

import io.gantry.baremetal.BareMetalNode.State;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where nodes are written down. What a job writes is lost without a trace once another job has the node.
public interface NodeRecords {
    /// @return false if there is one of that name
    boolean add(BareMetalNode node);

    Optional<BareMetalNode> find(String name);

    /// By name.
    ///
    /// @param after only names that come later; empty string for all
    List<BareMetalNode> list(String after, int limit);

    /// Any node that names the image.
    Optional<BareMetalNode> withImage(String image);

    /// @return false if it is not in that state any more
    boolean remove(String name, State state);

    /// Takes the node for a job that is about to be submitted.
    ///
    /// @return false if it is not in state `from` any more
    boolean begin(String name, State from, State to, Optional<String> image);

    /// Says which job has the node.
    void assign(String name, UUID job);

    /// What a job chose.
    void choose(String name, UUID job, Decision decision);

    /// How a job left the node.
    ///
    /// @param clear whether nothing is on it any more
    void end(String name, UUID job, State state, Optional<String> reason, boolean clear);
}
