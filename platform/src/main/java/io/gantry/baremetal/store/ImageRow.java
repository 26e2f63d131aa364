package io.gantry.baremetal.store;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/// @param properties a JSON object
@MappedEntity("image")
record ImageRow(@Id String name, long bytes, String sha256, String properties, Instant created) {}
