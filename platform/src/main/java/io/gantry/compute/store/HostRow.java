package io.gantry.compute.store;

import io.gantry.compute.ComputeHost.State;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/// A row of the table `compute_host`.
@MappedEntity("compute_host")
record HostRow(@Id String name, State state, @Nullable String reason) {}
