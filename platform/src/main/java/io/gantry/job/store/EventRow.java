package io.gantry.job.store;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@MappedEntity("job_event")
record EventRow(@Id @GeneratedValue @Nullable Long id, UUID job, long number, Instant at, String step, String type,
        String data) {}
