package io.gantry.baremetal.port;

import java.util.List;
import java.util.Optional;

/// What carries the network: always one thing.
public sealed interface Attachment {
    /// A port.
    record ToPort(Port port) implements Attachment {}

    /// A port group that is there.
    record ToGroup(PortGroup group) implements Attachment {}

    /// A port group that has to be made of these.
    ///
    /// @param physicalNetwork of all of them
    record ToNewGroup(List<Port> ports, Optional<String> physicalNetwork) implements Attachment {}
}
