package io.gantry.compute.migration;

import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.VirtualDevice;
import io.gantry.compute.Move;
import io.gantry.compute.OnNoConvergence;
import io.gantry.compute.OnTimeout;
import java.time.Duration;

/// What a migration may cost.
///
/// @param downtime how long the guest may stand still
/// @param onNoConvergence what to do when that cannot be kept
/// @param rounds how many rounds to copy at most while the guest runs
/// @param time how long to copy at most while the guest runs; zero for no limit
/// @param onTimeout what to do after that
record Limits(Ramp downtime, OnNoConvergence onNoConvergence, int rounds, Duration time, OnTimeout onTimeout) {
    private static final int ROUNDS = 60;
    private static final double GIB = 1 << 30;
    private static final double LEAST_GIB = 2;

    static Limits of(Move move) {
        var migration = move.migration();
        var patience = migration.patience();
        var gib = gibibytes(move.guest());
        return new Limits(
                new Ramp(migration.downtime(), patience.downtimeSteps(), times(patience.downtimeDelay(), gib)),
                migration.onNoConvergence(), ROUNDS, times(patience.completionTimeout(), gib), patience.onTimeout());
    }

    /// What has to be copied; a small guest is given as much time as one of two GiB, and so is each small disk.
    static double gibibytes(GuestSpec guest) {
        return Math.max(LEAST_GIB, guest.memoryBytes() / GIB) + guest.devices()
                .stream()
                .filter(VirtualDevice.Disk.class::isInstance)
                .mapToDouble(disk -> Math.max(LEAST_GIB, ((VirtualDevice.Disk) disk).bytes() / GIB))
                .sum();
    }

    private static Duration times(Duration each, double gibibytes) {
        return Duration.ofMillis((long) (each.toMillis() * gibibytes));
    }

    boolean over(Duration elapsed) {
        return !time.isZero() && elapsed.compareTo(time) >= 0;
    }
}
