package io.gantry.compute.store;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of the table `migration_order`.
@MappedEntity("migration_order")
record OrderRow(@Id UUID job, boolean switchOver, @Nullable Long bytesPerSecond) {}
