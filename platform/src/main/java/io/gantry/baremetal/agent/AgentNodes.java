package io.gantry.baremetal.agent;

import java.util.Collection;
import java.util.Optional;

/// The nodes, as far as their agents need them.
public interface AgentNodes {
    /// The one node that has a port with one of these addresses; empty if none has, or several.
    ///
    /// @param addresses of network cards, in lower case with colons
    Optional<AgentNode> withAddresses(Collection<String> addresses);

    /// The node of that UUID or name.
    Optional<AgentNode> find(String ident);
}
