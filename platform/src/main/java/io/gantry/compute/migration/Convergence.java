package io.gantry.compute.migration;

import io.gantry.api.transfer.TransferState.Copying;
import io.gantry.compute.OnNoConvergence;
import io.gantry.compute.OnTimeout;
import java.time.Duration;
import java.util.Locale;

/// When to switch over, decided from the numbers of each round and nothing else; immutable.
///
/// The downtime to expect is what remains divided by what the link carries. As soon as that is within what [Ramp] allows by now, the guest is
/// switched over. A round counts as stuck when the guest dirties nearly as fast as the link carries, or when nearly as much remains as before.
/// The first stuck rounds may be a passing burst; after [#PATIENCE] in a row more rounds bring nothing: then the whole limit is allowed at
/// once, and if even that is too short the migration does not converge and the operator's choice decides.
///
/// @param limits what the migration may cost
/// @param throttle how much of the guest's time is taken away now, in percent
/// @param stuck how many rounds in a row did not bring the end nearer
/// @param remainingBytes after the last round
/// @param bytesPerSecond that the link carried in the last round that sent anything
/// @param elapsed in all rounds together
/// @param ordered whether somebody wants it switched over however long that takes
record Convergence(Limits limits, int throttle, int stuck, long remainingBytes, long bytesPerSecond, Duration elapsed,
        boolean ordered) {
    static final int PATIENCE = 2;
    private static final int FIRST_THROTTLE = 20;
    private static final int THROTTLE_STEP = 10;
    private static final int LAST_THROTTLE = 99;
    private static final double NEARLY = 0.9;
    private static final Duration UNKNOWN = Duration.ofHours(2);

    /// Before the first round.
    static Convergence begin(Limits limits) {
        return new Convergence(limits, 0, 0, Long.MAX_VALUE, 0, Duration.ZERO, false);
    }

    /// What the rounds show, `round` included.
    Convergence after(Copying round) {
        var rate = round.bytesPerSecond() > 0 ? round.bytesPerSecond() : bytesPerSecond;
        var outrun = round.dirtyBytesPerSecond() >= NEARLY * rate;
        var stands = round.remainingBytes() >= NEARLY * remainingBytes;
        var sum = elapsed.plus(round.took());
        return new Convergence(limits, throttle, outrun || stands ? stuck + 1 : 0, round.remainingBytes(), rate, sum,
                ordered);
    }

    /// After somebody asked for the switchover.
    Convergence hastened() {
        return new Convergence(limits, throttle, stuck, remainingBytes, bytesPerSecond, elapsed, true);
    }

    /// How long the guest would stand still if it were switched over now; very long if the link has carried nothing yet.
    Duration predictedDowntime() {
        if (remainingBytes == 0) {
            return Duration.ZERO;
        }
        if (bytesPerSecond == 0) {
            return UNKNOWN;
        }
        return Duration.ofMillis((long) Math.ceil(1000.0 * remainingBytes / bytesPerSecond));
    }

    /// How long it may stand still by now.
    Duration allowedDowntime() {
        return limits.downtime().allowed(elapsed);
    }

    /// What to do now.
    ///
    /// @param round the one just given to [#after]
    Decision decide(Copying round) {
        if (predictedDowntime().compareTo(allowedDowntime()) <= 0) {
            return new Decision.SwitchOver(prediction() + ", within the limit of " + milliseconds(allowedDowntime()));
        }
        if (ordered) {
            return new Decision.SwitchOver(prediction() + "; switched over nevertheless, as was asked meanwhile");
        }
        if (round.round() >= limits.rounds()) {
            return tired(round, "%d rounds were not enough".formatted(round.round()));
        }
        if (limits.over(elapsed)) {
            return tired(round, "%d s were not enough".formatted(elapsed.toSeconds()));
        }
        if (stuck >= PATIENCE) {
            return tired(round, "it does not converge");
        }
        return new Decision.GoOn("%s, over the limit of %s; the guest dirties %s".formatted(prediction(),
                milliseconds(allowedDowntime()), rate(round.dirtyBytesPerSecond())));
    }

    /// More rounds are no use, or not allowed.
    private Decision tired(Copying round, String why) {
        var whole = limits.downtime().limit();
        if (predictedDowntime().compareTo(whole) <= 0) {
            return new Decision.SwitchOver("%s: %s, within the whole limit of %s".formatted(why, prediction(),
                    milliseconds(whole)));
        }
        var numbers = "%s: the guest dirties %s, the link carries %s%s, %s".formatted(why,
                rate(round.dirtyBytesPerSecond()), link(), missing(round), prediction(whole));
        if (limits.over(elapsed)) {
            return limits.onTimeout() == OnTimeout.ABORT
                    ? new Decision.Abort(numbers + "; given up, as on-timeout says")
                    : new Decision.SwitchOver(numbers + "; switched over nevertheless, as on-timeout says");
        }
        return giveUp(numbers, round.round() >= limits.rounds() || throttle >= LAST_THROTTLE);
    }

    /// By how much the link is too slow.
    private String missing(Copying round) {
        var least = Math.max(round.dirtyBytesPerSecond(), needed());
        return least <= bytesPerSecond ? "" : ", " + rate(least - bytesPerSecond) + " are missing";
    }

    /// What the link would have to carry to bring over within the limit what remains.
    private long needed() {
        return remainingBytes / Math.max(1, limits.downtime().limit().toMillis()) * 1000;
    }

    /// @param exhausted whether slowing the guest down is no way out any more
    private Decision giveUp(String numbers, boolean exhausted) {
        return switch (limits.onNoConvergence()) {
            case OnNoConvergence.SWITCH_OVER ->
                new Decision.SwitchOver(numbers + "; switched over nevertheless, as was asked");
            case OnNoConvergence.ABORT -> new Decision.Abort(numbers + "; given up, as was asked");
            case OnNoConvergence.THROTTLE -> exhausted
                    ? new Decision.Abort(numbers + "; given up with the guest slowed down by " + throttle + " %")
                    : throttle(numbers);
        };
    }

    /// After [Decision.Throttle] was applied: the very next stuck round raises it again.
    Convergence throttled(int percent) {
        return new Convergence(limits, percent, PATIENCE - 1, remainingBytes, bytesPerSecond, elapsed, ordered);
    }

    private Decision throttle(String numbers) {
        var percent = throttle == 0 ? FIRST_THROTTLE : Math.min(LAST_THROTTLE, throttle + THROTTLE_STEP);
        return new Decision.Throttle(percent, numbers + "; the guest is slowed down by " + percent + " %");
    }

    /// What remains, and how long it would take.
    private String prediction() {
        return mebibytes(remainingBytes) + " MiB at " + link() + " take " + milliseconds(predictedDowntime());
    }

    private String prediction(Duration limit) {
        return "%s MiB take %s where %s are allowed".formatted(mebibytes(remainingBytes),
                milliseconds(predictedDowntime()), milliseconds(limit));
    }

    private static String milliseconds(Duration time) {
        return time.toMillis() + " ms";
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
