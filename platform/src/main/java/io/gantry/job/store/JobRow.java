package io.gantry.job.store;

import io.gantry.job.Job;
import io.gantry.job.Saga;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@MappedEntity("job")
record JobRow(@Id @GeneratedValue @Nullable Long number, UUID id, String kind, String subject, @Nullable Boolean active,
        Job.State state, Saga.@Nullable Outcome outcome, @Nullable String step, @Nullable String progressWhat,
        long progressDone, long progressTotal, @Nullable String reason, String input, String kept, boolean committed,
        boolean cancelled, int failures, long events, @Nullable String owner, long epoch, Instant created,
        Instant updated) {
    static JobRow queued(UUID id, String kind, String subject, String input, Instant now) {
        return new JobRow(null, id, kind, subject, true, Job.State.QUEUED, null, null, null, 0, 0, null, input, "{}",
                false, false, 0, 0, null, 0, now, now);
    }
}
