package io.gantry.compute.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.transfer.TransferState.Copying;
import io.gantry.compute.OnNoConvergence;
import io.gantry.compute.OnTimeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConvergenceTest {
    private static final long MIB = 1 << 20;
    private static final Duration LIMIT = Duration.ofMillis(300);

    @ParameterizedTest
    @CsvSource({
            // remaining MiB, link MiB/s, expected ms
            "0, 100, 0", "0, 0, 0", "30, 100, 300", "31, 100, 310", "1, 1000, 1", "1024, 64, 16000"})
    void predictsTheDowntimeFromWhatRemainsAndWhatTheLinkCarries(long remaining, long link, long expected) {
        var after = begin(OnNoConvergence.ABORT).after(round(1, remaining, 0, link));
        assertEquals(Duration.ofMillis(expected), after.predictedDowntime());
    }

    @Test
    void switchesOverAsSoonAsTheDowntimeIsWithinTheLimitEvenInTheFirstRound() {
        var decision = decide(begin(OnNoConvergence.ABORT), round(1, 30, 500, 100));
        assertEquals(new Decision.SwitchOver("30 MiB at 100 MiB/s take 300 ms, within the limit of 300 ms"), decision);
    }

    @Test
    void goesOnWhileOneMillisecondTooManyIsPredictedAndTheRestShrinks() {
        var decision = decide(begin(OnNoConvergence.ABORT), round(1, 31, 50, 100));
        assertEquals(
                new Decision.GoOn(
                        "31 MiB at 100 MiB/s take 310 ms, over the limit of 300 ms; the guest dirties 50 MiB/s"),
                decision);
    }

    @Test
    void aGuestThatWritesNothingIsSwitchedOverWhateverTheLinkCarries() {
        assertInstanceOf(Decision.SwitchOver.class, decide(begin(OnNoConvergence.ABORT), round(1, 0, 0, 0)));
    }

    @Test
    void aLinkThatHasCarriedNothingPromisesNothing() {
        assertInstanceOf(Decision.GoOn.class, decide(begin(OnNoConvergence.SWITCH_OVER), round(1, 1, 0, 0)));
    }

    @Test
    void aRoundOfZeroPagesKeepsTheRateMeasuredBefore() {
        var course = begin(OnNoConvergence.ABORT).after(round(1, 200, 10, 100)).after(round(2, 100, 10, 0));
        assertEquals(Duration.ofSeconds(1), course.predictedDowntime());
    }

    @Test
    void oneStuckRoundMayBeABurst() {
        var decisions = play(OnNoConvergence.ABORT, round(1, 400, 310, 250), round(2, 200, 100, 250),
                round(3, 180, 310, 250), round(4, 60, 20, 250));
        assertEquals(List.of("continue", "continue", "continue", "switch-over"), words(decisions));
    }

    @ParameterizedTest
    @EnumSource(OnNoConvergence.class)
    void twoStuckRoundsInARowLetTheOperatorsChoiceDecide(OnNoConvergence choice) {
        var decisions = play(choice, round(1, 500, 310, 250), round(2, 500, 310, 250));
        var expected = switch (choice) {
            case THROTTLE -> "throttle";
            case SWITCH_OVER -> "switch-over";
            case ABORT -> "abort";
        };
        assertEquals(List.of("continue", expected), words(decisions));
        assertTrue(decisions.getLast()
                .reason()
                .startsWith(
                        "it does not converge: the guest dirties 310 MiB/s, the link carries 250 MiB/s, 1417 MiB/s are missing, 500 MiB take 2000 ms"),
                decisions.getLast().reason());
    }

    @Test
    void aRestThatStandsStillIsStuckThoughTheLinkIsFaster() {
        var decisions = play(OnNoConvergence.ABORT, round(1, 100, 10, 100), round(2, 95, 10, 100),
                round(3, 94, 10, 100));
        assertEquals(List.of("continue", "continue", "abort"), words(decisions));
    }

    @Test
    void throttlesInStepsOfTenFromTwentyToNinetyNineAndGivesUpAfterThat() {
        var course = begin(OnNoConvergence.THROTTLE);
        var percents = new ArrayList<Integer>();
        Decision decision = new Decision.GoOn("");
        for (var number = 1; number <= 20 && !(decision instanceof Decision.Abort); number++) {
            var round = round(number, 500, 310, 250);
            course = course.after(round);
            decision = course.decide(round);
            if (decision instanceof Decision.Throttle throttle) {
                percents.add(throttle.percent());
                course = course.throttled(throttle.percent());
            }
        }
        assertEquals(List.of(20, 30, 40, 50, 60, 70, 80, 90, 99), percents);
        assertTrue(decision.reason().endsWith("given up with the guest slowed down by 99 %"), decision.reason());
    }

    @Test
    void leavesTheThrottleWhereItIsAsLongAsItHelps() {
        var decisions = play(OnNoConvergence.THROTTLE, round(1, 500, 310, 250), round(2, 500, 310, 250),
                round(3, 300, 150, 250), round(4, 150, 150, 250), round(5, 70, 150, 250));
        assertEquals(List.of("continue", "throttle", "continue", "continue", "switch-over"), words(decisions));
    }

    @ParameterizedTest
    @CsvSource({"THROTTLE, abort", "SWITCH_OVER, switch-over", "ABORT, abort"})
    void endsAfterTheLastRoundAllowedThoughEachWasALittleBetter(OnNoConvergence choice, String expected) {
        var limits = new Limits(Ramp.none(LIMIT), choice, 3, Duration.ZERO, OnTimeout.ABORT);
        var decisions = play(limits, round(1, 800, 10, 100), round(2, 400, 10, 100), round(3, 200, 10, 100));
        assertEquals(List.of("continue", "continue", expected), words(decisions));
        assertTrue(decisions.getLast().reason().startsWith("3 rounds were not enough"), decisions.getLast().reason());
    }

    @ParameterizedTest
    @CsvSource({"ABORT, abort, given up", "SWITCH_OVER, switch-over, switched over nevertheless"})
    void doesWhatTheOperatorWantsWhenItsTimeIsOver(OnTimeout choice, String expected, String words) {
        var limits = new Limits(Ramp.none(LIMIT), OnNoConvergence.THROTTLE, 60, Duration.ofSeconds(2), choice);
        var decisions = play(limits, round(1, 800, 10, 100), round(2, 400, 10, 100));
        assertEquals(List.of("continue", expected), words(decisions));
        assertTrue(decisions.getLast()
                .reason()
                .matches("2 s were not enough: .*, 1233 MiB/s are missing, .*" + words + ", as on-timeout says"),
                decisions.getLast().reason());
    }

    @Test
    void noTimeIsNoLimit() {
        var limits = new Limits(Ramp.none(LIMIT), OnNoConvergence.ABORT, 60, Duration.ZERO, OnTimeout.ABORT);
        assertEquals(List.of("continue", "continue"),
                words(play(limits, round(1, 800, 10, 100), round(2, 400, 10, 100))));
    }

    @Test
    void whoAsksForTheSwitchoverGetsItAfterTheRound() {
        var course = begin(OnNoConvergence.ABORT).after(round(1, 800, 310, 250)).hastened();
        var decision = course.decide(round(1, 800, 310, 250));
        assertEquals(new Decision.SwitchOver(
                "800 MiB at 250 MiB/s take 3200 ms; switched over nevertheless, as was asked meanwhile"), decision);
    }

    @Test
    void earlyOnOnlyAShortDowntimeIsGoodEnough() {
        var ramp = new Limits(new Ramp(LIMIT, 10, Duration.ofSeconds(2)), OnNoConvergence.ABORT, 60, Duration.ZERO,
                OnTimeout.ABORT);
        var decisions = play(ramp, round(1, 30, 5, 100), round(2, 12, 5, 100), round(3, 5, 5, 100));
        assertEquals(List.of("continue", "continue", "switch-over"), words(decisions));
        assertEquals("5.0 MiB at 100 MiB/s take 50 ms, within the limit of 57 ms", decisions.getLast().reason());
    }

    @Test
    void whenMoreRoundsBringNothingTheWholeLimitIsAllowedAtOnce() {
        var ramp = new Limits(new Ramp(LIMIT, 10, Duration.ofSeconds(150)), OnNoConvergence.ABORT, 60, Duration.ZERO,
                OnTimeout.ABORT);
        var decisions = play(ramp, round(1, 25, 25, 100), round(2, 24, 25, 100), round(3, 25, 25, 100));
        assertEquals(List.of("continue", "continue", "switch-over"), words(decisions));
        assertEquals("it does not converge: 25 MiB at 100 MiB/s take 250 ms, within the whole limit of 300 ms",
                decisions.getLast().reason());
    }

    @Test
    void saysWhatIsMissing() {
        var decisions = play(OnNoConvergence.ABORT, round(1, 70, 310, 250), round(2, 78, 310, 250));
        assertEquals("it does not converge: the guest dirties 310 MiB/s, the link carries 250 MiB/s,"
                + " 60 MiB/s are missing, 78 MiB take 312 ms where 300 ms are allowed; given up, as was asked",
                decisions.getLast().reason());
    }

    private static Convergence begin(OnNoConvergence choice) {
        return Convergence.begin(limits(choice));
    }

    private static Limits limits(OnNoConvergence choice) {
        return new Limits(Ramp.none(LIMIT), choice, 60, Duration.ofHours(2), OnTimeout.ABORT);
    }

    private static Decision decide(Convergence before, Copying round) {
        return before.after(round).decide(round);
    }

    private static List<Decision> play(OnNoConvergence choice, Copying... rounds) {
        return play(limits(choice), rounds);
    }

    private static List<Decision> play(Limits limits, Copying... rounds) {
        var course = Convergence.begin(limits);
        var decisions = new ArrayList<Decision>();
        for (var round : rounds) {
            course = course.after(round);
            decisions.add(course.decide(round));
            if (decisions.getLast() instanceof Decision.Throttle throttle) {
                course = course.throttled(throttle.percent());
            }
        }
        return decisions;
    }

    private static List<String> words(List<Decision> decisions) {
        return decisions.stream().map(Decision::word).toList();
    }

    /// Sizes and rates in MiB; every round lasts a second.
    private static Copying round(int number, long remaining, long dirty, long link) {
        return new Copying(number, link * MIB, 0, remaining * MIB, dirty * MIB, link * MIB, Duration.ofSeconds(1),
                List.of());
    }
}
