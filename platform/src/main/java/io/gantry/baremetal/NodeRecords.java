package io.gantry.baremetal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Where nodes are written down.
public interface NodeRecords {
    /// @throws io.gantry.base.Problem CONFLICT if its id, name or instance is another's
    void add(BareMetalNode node);

    Optional<BareMetalNode> find(UUID id);

    Optional<BareMetalNode> named(String name);

    List<BareMetalNode> list(NodeQuery query);

    /// As little of each as a list usually shows.
    List<BriefNode> brief(NodeQuery query);

    /// Which nodes there are in which versions, in order.
    List<NodeVersion> versions(NodeQuery query);

    /// Those of these ids that there are, in no order.
    List<BareMetalNode> all(List<UUID> ids);

    /// Any node that names the image.
    Optional<BareMetalNode> withImage(String image);

    /// Writes what `change` makes of the node as it is, if nobody else has written meanwhile; else asks it again with what the other wrote.
    /// Unchanged, nothing is written.
    ///
    /// @throws io.gantry.base.Problem NOT_FOUND if it is gone, CONFLICT if its name or instance is another's
    BareMetalNode change(UUID id, UnaryOperator<BareMetalNode> change);

    /// @return false if it has changed meanwhile
    boolean remove(BareMetalNode node);

    /// How many nodes there are.
    long count();

    /// How many nodes each shard has.
    Map<String, Long> shards();

    /// Adds to what happened to a node.
    void tell(NodeEvent event);

    /// The newest first.
    List<NodeEvent> events(UUID node);
}
