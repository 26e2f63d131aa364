package io.gantry.compute.store;

import io.gantry.compute.GuestEntry.Phase;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of the table `guest`.
///
/// @param spec a [io.gantry.api.guest.GuestSpec] as JSON
@MappedEntity("guest")
record GuestRow(@Id String name, String host, String spec, Phase phase, @Nullable String reason, @Nullable UUID job,
        @Nullable UUID tpmSecret,
        Instant created) {}
