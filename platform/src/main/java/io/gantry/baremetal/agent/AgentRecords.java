package io.gantry.baremetal.agent;

import io.gantry.baremetal.agent.Agent.UnderWay;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Where agents are written down.
public interface AgentRecords {
    Optional<Agent> find(UUID node);

    /// Forgets what was known of the node's agent; another one is awaited from now on.
    ///
    /// @param answers sealed, for an installer
    void begin(UUID node, Instant started, Optional<String> answers);

    /// Forgets the node's agent.
    void remove(UUID node);

    /// Writes down the token that is about to be given out.
    ///
    /// @return false if there is one already
    boolean give(UUID node, Instant now, String proof, String token);

    /// What the agent said. Where it listens, once said, stays.
    void hear(UUID node, Heartbeat heartbeat, Instant now);

    /// The command that the agent is sent, or that none is.
    void send(UUID node, Optional<UnderWay> command);
}
