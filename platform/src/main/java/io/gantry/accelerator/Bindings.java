package io.gantry.accelerator;

import io.gantry.accelerator.AcceleratorRequest.State;
import io.gantry.api.AcceleratorDriver;
import io.gantry.api.DriverException;
import io.gantry.base.Problem;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import io.gantry.plugin.Drivers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Binds requests to parts and takes them back. What a piece needs before a guest can have it, and afterwards, is done by jobs; whoever asks
/// waits a moment for those, since most are done at once.
@Singleton
public final class Bindings {
    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final Duration PROGRAMMING = Duration.ofSeconds(60);

    private final Reservations reservations;
    private final RequestRecords records;
    private final Bitstreams bitstreams;
    private final Drivers drivers;
    private final Jobs jobs;
    private final InstantSource clock;
    /// The database decides who gets a piece; this only keeps two hundred callers from waiting for each other's rows there.
    private final ReentrantLock reserving = new ReentrantLock(true);

    Bindings(Reservations reservations, RequestRecords records, Bitstreams bitstreams, Drivers drivers, Jobs jobs,
            InstantSource clock) {
        this.reservations = reservations;
        this.records = records;
        this.bitstreams = bitstreams;
        this.drivers = drivers;
        this.jobs = jobs;
        this.clock = clock;
    }

    /// Reserves a piece for each request, or for none of them, and has them prepared.
    ///
    /// @throws Problem CONFLICT with the reason; the requests are then BindFailed with that reason
    public void bind(Map<AcceleratorRequest, Target> wanted) throws InterruptedException {
        wanted.forEach(this::alone);
        try {
            await(reserve(wanted), MOMENT);
        } catch (Problem e) {
            if (e.kind() == Problem.Kind.CONFLICT) {
                wanted.keySet().forEach(request -> failed(request, e.detail()));
            }
            throw e;
        }
    }

    /// Without leaving a trace where it is refused.
    List<Job> reserve(Map<AcceleratorRequest, Target> wanted) throws InterruptedException {
        reserving.lockInterruptibly();
        try {
            return reservations.bind(wanted, now());
        } finally {
            reserving.unlock();
        }
    }

    private void failed(AcceleratorRequest request, String reason) {
        var now = now();
        if (records.change(request.id(), Set.of(State.INITIAL, State.UNBOUND), State.BIND_STARTED, Optional.empty(),
                now)) {
            records.change(request.id(), Set.of(State.BIND_STARTED), State.BIND_FAILED, Optional.of(reason), now);
        }
    }

    /// A guest gets all its accelerators at once.
    private void alone(AcceleratorRequest request, Target target) {
        if (!records.list(Optional.empty(), Optional.of(target.instance())).isEmpty()) {
            throw Problem.invalid(
                    "Couldn't apply patch. Reason: Instance %s already has accelerator requests. Cannot bind additional ARQs."
                            .formatted(target.instance()));
        }
    }

    /// Takes back what the requests have.
    ///
    /// @param delete whether the requests themselves are to go
    public void release(List<AcceleratorRequest> requests, boolean delete) throws InterruptedException {
        var made = new ArrayList<Job>();
        for (var request : requests) {
            if (request.state() == State.BIND_STARTED) {
                request.job().ifPresent(this::stop);
            }
            reserving.lockInterruptibly();
            try {
                records.find(request.id())
                        .flatMap(current -> reservations.release(current, delete, now()))
                        .ifPresent(made::add);
            } finally {
                reserving.unlock();
            }
        }
        await(made, MOMENT);
    }

    private void stop(java.util.UUID job) {
        try {
            jobs.cancel(job);
        } catch (Problem e) {
            // It has ended, or is about to: the job that takes the piece back waits for it.
        }
    }

    /// Programs a device of which nobody has a piece.
    ///
    /// @return the job, which may not have ended yet
    public Job program(KnownPart part, String bitstream) throws InterruptedException {
        bitstreams.file(bitstream);
        var handle = drivers.get(AcceleratorDriver.class, part.owner().source());
        if (!handle.roles().contains("Programmable")) {
            throw new Problem(Problem.Kind.UNSUPPORTED, "Device %s cannot be programmed: driver %s does not do that."
                    .formatted(part.owner().device(), handle.driver()));
        }
        Job job;
        reserving.lockInterruptibly();
        try {
            job = reservations.program(part, bitstream);
        } finally {
            reserving.unlock();
        }
        await(List.of(job), PROGRAMMING);
        var ended = jobs.find(job.id()).orElse(job);
        if (ended.state() == Job.State.FAILED || ended.state() == Job.State.CANCELLED) {
            var wrong = DriverException.Kind.INVALID.name().equals(ended.kept().get(ProgramSaga.FAILURE));
            throw new Problem(wrong ? Problem.Kind.INVALID : Problem.Kind.CONFLICT,
                    "Device %s was not programmed: %s".formatted(part.owner().device(),
                            ended.reason().orElse("the job was stopped")));
        }
        return ended;
    }

    private void await(List<Job> all, Duration patience) throws InterruptedException {
        var until = System.nanoTime() + patience.toNanos();
        for (var job : all) {
            var seen = 0L;
            while (jobs.find(job.id()).filter(now -> !now.state().ended()).isPresent()) {
                var left = Duration.ofNanos(until - System.nanoTime());
                if (left.isNegative()) {
                    return;
                }
                var events = jobs.events(job.id(), seen, left);
                seen = events.isEmpty() ? seen : events.getLast().number();
            }
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
