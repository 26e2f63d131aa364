package io.gantry.compute.migration;

import io.gantry.api.DriverException;
import io.gantry.api.guest.GuestStatus.State;
import io.gantry.compute.Move;
import io.gantry.job.NotFinal;
import io.gantry.job.Run;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Lets the guest run at the target: the point of no return. It is not passed as long as the target itself says that the guest never ran
/// there; see `docs/decisions`.
@Singleton
final class CommitStep {
    private final Ends ends;
    private final InstantSource clock;

    CommitStep(Ends ends, InstantSource clock) {
        this.ends = ends;
        this.clock = clock;
    }

    void run(Run run) throws InterruptedException {
        var move = run.input(Move.class);
        var target = ends.target(move);
        var state = target.state(run.subject());
        switch (state.orElse(null)) {
            case RUNNING -> committed(run, target, releasedAt(run).orElseGet(clock::instant));
            case ARRIVED, PAUSED -> release(run, target);
            case null -> throw lost(run, move, target, state);
            case STOPPED, ARRIVING -> throw lost(run, move, target, state);
        }
    }

    private void release(Run run, Side target) throws InterruptedException {
        run.keep(Kept.RELEASED_AT, clock.instant().toString());
        try {
            target.hypervisor().resume(run.subject());
        } catch (DriverException e) {
            throw refused(run, target, e);
        }
        committed(run, target, clock.instant());
    }

    /// A target that was just told to run the guest, and says that it did not, leaves the way back open.
    private static RuntimeException refused(Run run, Side target, DriverException refusal) throws InterruptedException {
        var again = switch (target.state(run.subject()).orElse(null)) {
            case RUNNING, PAUSED -> true;
            case ARRIVED -> refusal.kind() == DriverException.Kind.UNREACHABLE
                    || refusal.kind() == DriverException.Kind.BUSY;
            case null -> false;
            case STOPPED, ARRIVING -> false;
        };
        if (again) {
            return refusal;
        }
        run.keep(Kept.NEVER_RAN, true);
        return new NotFinal("'" + target.instance() + "' could not let guest '" + run.subject() + "' run: "
                + refusal.getMessage() + "; it goes on where it was");
    }

    private static NotFinal lost(Run run, Move move, Side target, Optional<State> state) {
        if (releasedAt(run).isEmpty()) {
            return new NotFinal("'" + target.instance() + "' " + Side.words(state) + " although guest '"
                    + run.subject() + "' had arrived there; it goes on at '" + move.source() + "'");
        }
        return new NotFinal("'" + target.instance() + "' was told to run guest '" + run.subject() + "' and now "
                + Side.words(state) + "; whether it ran there is not known, so '" + move.source()
                + "' keeps it halted as it was at the switchover: resume it there, or delete it");
    }

    private static void committed(Run run, Side target, Instant at) {
        if (run.kept(Kept.DOWNTIME_MS, Long.class).isPresent()) {
            return;
        }
        var halted = Duration.between(Instant.parse(run.kept(Kept.HALTED_AT, String.class).orElseThrow()), at);
        var proof = run.kept(Kept.PROOF_MS, Long.class).orElse(0L);
        var downtime = halted.toMillis() - proof;
        run.event("committed", Map.of("downtime_ms", downtime, "proof_ms", proof, "halted_ms", halted.toMillis(),
                "host", target.instance()));
        run.keep(Kept.DOWNTIME_MS, downtime);
    }

    private static Optional<Instant> releasedAt(Run run) {
        return run.kept(Kept.RELEASED_AT, String.class).map(Instant::parse);
    }
}
