package io.gantry.compute.server;

import io.gantry.compute.server.ServerMigration.Bytes;
import io.gantry.compute.server.ServerMigration.Phase;
import io.gantry.job.Job;
import io.gantry.job.JobEvent;
import io.gantry.job.Jobs;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Reads from a job and its events how far the migration is that it does.
@Singleton
final class MigrationView {
    private static final String POST_COPY = "post-copy";

    private final Jobs jobs;
    private final InstantSource clock;

    MigrationView(Jobs jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /// What it has copied, and whether its guest runs at the target already.
    private record Copied(Bytes bytes, boolean postCopy) {}

    /// As it is now.
    ServerMigration look(ServerMigration before) throws InterruptedException {
        if (before.phase().ended()) {
            return before;
        }
        var job = jobs.find(before.id());
        if (job.isEmpty()) {
            return before.with(Phase.FAILED, Optional.of("nothing is known any more of the job that did it"),
                    before.memory(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        }
        var copied = copied(before);
        var phase = phase(job.get(), copied.postCopy());
        var reason = phase == Phase.COMPLETED ? Optional.<String>empty() : job.get().reason();
        return before.with(phase, reason, phase == Phase.COMPLETED
                ? new Bytes(copied.bytes().total(), copied.bytes().processed(), 0)
                : copied.bytes(), job.get().updated());
    }

    private static Phase phase(Job job, boolean postCopy) {
        return switch (job.state()) {
            case QUEUED -> Phase.QUEUED;
            case ROLLING_BACK -> Phase.RUNNING;
            case RUNNING -> postCopy ? Phase.POST_COPY : switch (job.step().orElse("check")) {
                case "check", "prepare" -> Phase.PREPARING;
                case "commit", "finish" -> Phase.POST_MIGRATING;
                default -> Phase.RUNNING;
            };
            case DONE -> Phase.COMPLETED;
            case FAILED -> Phase.FAILED;
            case CANCELLED -> Phase.CANCELLED;
        };
    }

    private Copied copied(ServerMigration migration) throws InterruptedException {
        var total = migration.memory().total();
        var processed = 0L;
        var remaining = total;
        var postCopy = false;
        var after = 0L;
        for (var page = jobs.events(migration.id(), after, Duration.ZERO); !page.isEmpty(); page = jobs
                .events(migration.id(), after, Duration.ZERO)) {
            for (var event : page) {
                switch (event.type()) {
                    case "round" -> {
                        processed += number(event, "copied_bytes") + number(event, "zero_bytes");
                        remaining = number(event, "remaining_bytes");
                    }
                    case "switchover" -> remaining = 0;
                    default -> {
                    }
                }
                postCopy |= event.type().equals(POST_COPY) || POST_COPY.equals(event.data().get("decision"));
            }
            after = page.getLast().number();
        }
        return new Copied(new Bytes(total, processed, remaining), postCopy);
    }

    private static long number(JobEvent event, String name) {
        return event.data().get(name) instanceof Number number ? number.longValue() : 0;
    }
}
