package io.gantry.baremetal.port;

import java.util.List;
import java.util.Set;

/// What is to be planned.
///
/// @param traits of the instance
/// @param ports of its node, those that are preferred first
/// @param groups of its node, likewise
public record PlanRequest(Set<String> traits, List<Port> ports, List<PortGroup> groups, Network network) {}
