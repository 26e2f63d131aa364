package io.gantry.image.store;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/// @param properties a JSON object
@MappedEntity("image")
record ImageRow(@Id String name, UUID id, long bytes, String sha256, String properties, Instant created) {}
