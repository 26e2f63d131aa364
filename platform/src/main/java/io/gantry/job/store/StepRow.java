package io.gantry.job.store;

import io.gantry.job.Job.StepState;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@MappedEntity("job_step")
record StepRow(@Id @GeneratedValue @Nullable Long number, UUID job, int position, String name, StepState.Stage stage,
        int attempts, @Nullable Instant started, @Nullable Instant ended) {
    StepState value() {
        return new StepState(name, stage, attempts, Optional.ofNullable(started), Optional.ofNullable(ended));
    }
}
