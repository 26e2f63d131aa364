package io.gantry.compute.migration;

import io.gantry.api.DriverException;
import io.gantry.api.MemoryProof;
import io.gantry.base.Problem;
import io.gantry.job.Run;
import io.gantry.plugin.Drivers;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// Compares the memory of a halted guest at both ends, both at the same time. The guest stands still meanwhile, so it is timed on its own.
@Singleton
final class Proof {
    private final Drivers drivers;
    private final ExecutorService threads;
    private final InstantSource clock;

    Proof(Drivers drivers, @Named(TaskExecutors.BLOCKING) ExecutorService threads, InstantSource clock) {
        this.drivers = drivers;
        this.threads = threads;
        this.clock = clock;
    }

    /// Whatever goes wrong here, the guest runs on at the source before it is told.
    void compare(Run run, Side source, Side target) throws InterruptedException {
        try {
            digests(run, source, target);
        } catch (DriverException | Problem e) {
            source.hypervisor().resume(run.subject());
            throw e;
        }
    }

    private void digests(Run run, Side source, Side target) throws InterruptedException {
        var begin = clock.instant();
        var futures = threads.invokeAll(List.of(digest(source, run.subject()), digest(target, run.subject())));
        var here = answer(futures.get(0));
        var there = answer(futures.get(1));
        var took = Duration.between(begin, clock.instant()).toMillis();
        run.keep(Kept.PROOF_MS, took);
        run.event("proof", Map.of("source_digest", here, "target_digest", there, "identical", here.equals(there),
                "took_ms", took));
        if (!here.equals(there)) {
            throw new Problem(Problem.Kind.FAILED, "the memory of guest '" + run.subject() + "' at '"
                    + target.instance() + "' is not what it is at '" + source.instance() + "'; it stays where it is");
        }
    }

    private Callable<String> digest(Side side, String guest) {
        return () -> drivers.get(MemoryProof.class, side.instance()).call().memoryDigest(guest);
    }

    private static String answer(Future<String> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case DriverException failure -> throw failure;
                case Problem problem -> throw problem;
                case null, default -> throw new Problem(Problem.Kind.FAILED, "the memory could not be compared", e);
            }
        }
    }
}
