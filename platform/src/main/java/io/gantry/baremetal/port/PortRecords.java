package io.gantry.baremetal.port;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Where ports and port groups are written down.
public interface PortRecords {
    /// Everything in `work` or nothing, and nobody else changes the ports of that node meanwhile.
    ///
    /// @throws io.gantry.base.Problem NOT_FOUND if there is no such node
    <T> T alone(UUID node, Supplier<T> work);

    /// @throws io.gantry.base.Problem CONFLICT if its id, address or name is another's
    void add(Port port);

    /// @throws io.gantry.base.Problem CONFLICT if its address or name is another's
    void write(Port port);

    void remove(Port port);

    Optional<Port> port(UUID id);

    Optional<Port> port(String name);

    List<Port> ports(PortQuery query);

    /// All of these nodes, the newest first.
    List<Port> ports(List<UUID> nodes);

    /// @throws io.gantry.base.Problem CONFLICT if its id, address or name is another's
    void add(PortGroup group);

    /// @throws io.gantry.base.Problem CONFLICT if its address or name is another's
    void write(PortGroup group);

    void remove(PortGroup group);

    Optional<PortGroup> group(UUID id);

    Optional<PortGroup> group(String name);

    List<PortGroup> groups(PortQuery query);

    /// All of these nodes, the newest first.
    List<PortGroup> groups(List<UUID> nodes);

    /// Says that it carries that network's port.
    void attach(String vif, Attachable to);

    void detach(String vif);

    /// What carries that network's port, on whatever node.
    Optional<Attachable> carrier(String vif);

    /// The networks' ports of a node, in the order they were attached.
    List<String> vifs(UUID node);
}
