package io.gantry.compute.migration;

import io.gantry.api.transfer.TransferState.Copying;
import io.gantry.compute.OnNoConvergence;
import java.time.Duration;
import java.util.Locale;

/// When to switch over, decided from the numbers of each round and nothing else; immutable.
///
/// The downtime to expect is what remains divided by what the link carries. As soon as that is within the limit, the guest is switched over.
/// A round counts as stuck when the guest dirties nearly as fast as the link carries, or when nearly as much remains as before. The first
/// stuck rounds may be a passing burst; after [#PATIENCE] in a row the migration does not converge and the operator's choice decides.
///
/// @param limits what the migration may cost
/// @param throttle how much of the guest's time is taken away now, in percent
/// @param stuck how many rounds in a row did not bring the end nearer
/// @param remainingBytes after the last round
/// @param bytesPerSecond that the link carried in the last round that sent anything
/// @param elapsed in all rounds together
record Convergence(Limits limits, int throttle, int stuck, long remainingBytes, long bytesPerSecond, Duration elapsed) {
    static final int PATIENCE = 2;
    private static final int FIRST_THROTTLE = 20;
    private static final int THROTTLE_STEP = 10;
    private static final int LAST_THROTTLE = 99;
    private static final double NEARLY = 0.9;

    /// Before the first round.
    static Convergence begin(Limits limits) {
        return new Convergence(limits, 0, 0, Long.MAX_VALUE, 0, Duration.ZERO);
    }

    /// What the rounds show, `round` included.
    Convergence after(Copying round) {
        var rate = round.bytesPerSecond() > 0 ? round.bytesPerSecond() : bytesPerSecond;
        var outrun = round.dirtyBytesPerSecond() >= NEARLY * rate;
        var stands = round.remainingBytes() >= NEARLY * remainingBytes;
        var sum = elapsed.plus(round.took());
        return new Convergence(limits, throttle, outrun || stands ? stuck + 1 : 0, round.remainingBytes(), rate, sum);
    }

    /// How long the guest would stand still if it were switched over now; as long as can be told if the link has carried nothing yet.
    Duration predictedDowntime() {
        if (remainingBytes == 0) {
            return Duration.ZERO;
        }
        if (bytesPerSecond == 0) {
            return limits.time();
        }
        return Duration.ofMillis((long) Math.ceil(1000.0 * remainingBytes / bytesPerSecond));
    }

    /// What to do now.
    ///
    /// @param round the one just given to [#after]
    Decision decide(Copying round) {
        var downtime = predictedDowntime();
        if (downtime.compareTo(limits.downtime()) <= 0) {
            return new Decision.SwitchOver("%s at %s take %d ms, within the limit of %d ms"
                    .formatted(remaining(), link(), downtime.toMillis(), limits.downtime().toMillis()));
        }
        if (round.round() >= limits.rounds()) {
            return giveUp(round, "%d rounds were not enough".formatted(round.round()), true);
        }
        if (elapsed.compareTo(limits.time()) >= 0) {
            return giveUp(round, "%d s were not enough".formatted(elapsed.toSeconds()), true);
        }
        if (stuck >= PATIENCE) {
            return giveUp(round, "it does not converge", throttle >= LAST_THROTTLE);
        }
        return new Decision.GoOn("%s at %s take %d ms, over the limit of %d ms; the guest dirties %s".formatted(
                remaining(), link(), downtime.toMillis(), limits.downtime().toMillis(),
                rate(round.dirtyBytesPerSecond())));
    }

    /// After [Decision.Throttle] was applied: the very next stuck round raises it again.
    Convergence throttled(int percent) {
        return new Convergence(limits, percent, PATIENCE - 1, remainingBytes, bytesPerSecond, elapsed);
    }

    /// @param exhausted whether slowing the guest down is no way out any more
    private Decision giveUp(Copying round, String why, boolean exhausted) {
        var numbers = "%s: the guest dirties %s, the link carries %s, %s take %d ms".formatted(
                why, rate(round.dirtyBytesPerSecond()), link(), remaining(), predictedDowntime().toMillis());
        return switch (limits.onNoConvergence()) {
            case OnNoConvergence.SWITCH_OVER ->
                new Decision.SwitchOver(numbers + "; switched over nevertheless, as was asked");
            case OnNoConvergence.ABORT -> new Decision.Abort(numbers + "; given up, as was asked");
            case OnNoConvergence.THROTTLE -> exhausted
                    ? new Decision.Abort(numbers + "; given up with the guest slowed down by " + throttle + " %")
                    : throttle(numbers);
        };
    }

    private Decision throttle(String numbers) {
        var percent = throttle == 0 ? FIRST_THROTTLE : Math.min(LAST_THROTTLE, throttle + THROTTLE_STEP);
        return new Decision.Throttle(percent, numbers + "; the guest is slowed down by " + percent + " %");
    }

    private String remaining() {
        return mebibytes(remainingBytes) + " MiB";
    }

    private String link() {
        return rate(bytesPerSecond);
    }

    private static String rate(long bytesPerSecond) {
        return mebibytes(bytesPerSecond) + " MiB/s";
    }

    private static String mebibytes(long bytes) {
        var mebibytes = bytes / (double) (1 << 20);
        return String.format(Locale.ROOT, mebibytes < 10 ? "%.1f" : "%.0f", mebibytes);
    }
}
