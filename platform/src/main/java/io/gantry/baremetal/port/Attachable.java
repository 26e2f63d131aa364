package io.gantry.baremetal.port;

import java.util.Optional;
import java.util.UUID;

/// What a network can be attached to: a port or a port group.
public sealed interface Attachable permits Port, PortGroup {
    UUID id();

    /// The node that it is of.
    UUID node();

    /// MAC address.
    Optional<String> mac();

    Optional<String> physicalNetwork();

    Optional<String> category();

    Optional<String> vendor();

    /// The network's port that it carries, if it does.
    Optional<String> vif();

    /// What people call it.
    String label();
}
