package io.gantry.baremetal.agent;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;

/// How agents are treated.
///
/// @param silence after which an agent that says nothing is given up
/// @param start how long a node may take from power on to the first word of its agent
/// @param stall after which a command is given up that the agent says it is at and that makes no progress
/// @param poll how often to look how far a command is
/// @param networks where agents may listen, as `10.0.0.0/8`; anywhere if there are none
@ConfigurationProperties("gantry.bare-metal.agent")
record AgentSettings(@Bindable(defaultValue = "5m") Duration silence, @Bindable(defaultValue = "30m") Duration start,
        @Bindable(defaultValue = "24h") Duration stall,
        @Bindable(defaultValue = "500ms") Duration poll, @Bindable(defaultValue = "") List<String> networks) {}
