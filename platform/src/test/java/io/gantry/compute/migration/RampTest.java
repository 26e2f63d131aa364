package io.gantry.compute.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.VirtualDevice;
import io.gantry.compute.Migration;
import io.gantry.compute.Move;
import io.gantry.compute.OnNoConvergence;
import io.gantry.compute.OnTimeout;
import io.gantry.compute.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RampTest {
    @Test
    void fourGibibytesWithTheUsualSettingsGrowFromFiftyToFiveHundredMillisecondsInFiftyMinutes() {
        var limits = limits(4, 500, 75);
        assertEquals(List.of(50L, 95L, 140L, 185L, 230L, 275L, 320L, 365L, 410L, 455L, 500L), each(limits, 300, 11));
        assertEquals(Duration.ofSeconds(3200), limits.time());
    }

    @Test
    void threeGibibytesWithADelayOfThirtySecondsGrowByThirtySixMillisecondsEachNinetySeconds() {
        assertEquals(List.of(40L, 76L, 112L, 148L, 184L, 220L, 256L, 292L, 328L, 364L, 400L),
                each(limits(3, 400, 30), 90, 11));
    }

    @Test
    void aStepLastsToItsEndAndTheLastOneForEver() {
        var ramp = limits(4, 500, 75).downtime();
        assertEquals(Duration.ofMillis(50), ramp.allowed(Duration.ofMillis(299_999)));
        assertEquals(Duration.ofMillis(500), ramp.allowed(Duration.ofHours(9)));
    }

    @Test
    void withoutADelayTheWholeLimitIsAllowedAtOnce() {
        assertEquals(Duration.ofMillis(400), limits(3, 400, 0).downtime().allowed(Duration.ZERO));
    }

    @Test
    void aSmallGuestIsGivenTheTimeOfTwoGibibytesAndSoIsEachDiskThatMovesAlong() {
        assertEquals(2.0, Limits.gibibytes(new GuestSpec("g", 1 << 20, Map.of())));
        var disks = List.<VirtualDevice>of(new VirtualDevice.Disk("root", 1 << 20, Optional.empty()),
                new VirtualDevice.Disk("data", 10L << 30, Optional.empty()));
        assertEquals(16.0, Limits.gibibytes(new GuestSpec("g", 4L << 30, 1, disks, Map.of())));
    }

    private static Limits limits(long gibibytes, long downtime, long delay) {
        var patience = new Patience(10, Duration.ofSeconds(delay), Duration.ofSeconds(800), OnTimeout.ABORT);
        return Limits.of(new Move(new GuestSpec("g", gibibytes << 30, Map.of()), "a", new Migration("b",
                Optional.empty(), 0, 0, Duration.ofMillis(downtime), OnNoConvergence.THROTTLE, false, patience)));
    }

    private static List<Long> each(Limits limits, long seconds, int times) {
        return IntStream.range(0, times)
                .mapToObj(step -> limits.downtime().allowed(Duration.ofSeconds(step * seconds)).toMillis())
                .toList();
    }
}
