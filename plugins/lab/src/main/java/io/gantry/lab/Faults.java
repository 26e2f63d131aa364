package io.gantry.lab;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Faults on request, written in the operator's file as `CALL:WHAT`, `CALL:WHAT:50%` or `CALL:WHAT:3x`: `put:throw`, `deploy:failed:50%`.
///
/// `CALL` is a method of the driver in kebab case. `WHAT` is a kind of [DriverException] in lower case, `throw` (an exception that no
/// driver may throw), `hang` (until interrupted) or `null` (the answer). With a percentage it happens once so much of the work is done,
/// in calls that report progress; with a count it happens in the first so many calls only.
public final class Faults {
    private static final Pattern FORM = Pattern
            .compile("(?<call>[a-z-]+):(?<what>[a-z]+)(?::(?<number>[0-9]{1,4})(?<unit>[%x]))?");
    private static final Set<String> OTHERS = Set.of("throw", "hang", "null");

    private record Fault(String call, String what, int percent, AtomicInteger left) {
        /// Counts the call.
        boolean strikes() {
            return left.getAndUpdate(count -> count > 0 && count < Integer.MAX_VALUE ? count - 1 : count) > 0;
        }
    }

    private final List<Fault> faults;

    /// @param texts as the operator wrote them
    /// @param calls that the driver asks this object about
    public Faults(List<String> texts, String... calls) {
        faults = texts.stream().map(text -> parse(text, Set.of(calls))).toList();
    }

    private static Fault parse(String text, Set<String> calls) {
        var match = FORM.matcher(text);
        if (!match.matches() || !calls.contains(match.group("call")) || !isKnown(match.group("what"))) {
            throw new DriverException(Kind.INVALID,
                    ("'%s' in faults is not CALL:WHAT, CALL:WHAT:50%% or CALL:WHAT:3x with a call of %s and"
                            + " one of %s or a kind of failure.")
                            .formatted(text, calls.stream().sorted().toList(), OTHERS.stream().sorted().toList()));
        }
        var number = match.group("number") == null ? 0 : Integer.parseInt(match.group("number"));
        var percent = "%".equals(match.group("unit")) ? number : 0;
        return new Fault(match.group("call"), match.group("what"), percent,
                new AtomicInteger("x".equals(match.group("unit")) ? number : Integer.MAX_VALUE));
    }

    private static boolean isKnown(String what) {
        return OTHERS.contains(what)
                || Arrays.stream(Kind.values()).anyMatch(kind -> kind.name().equals(what.toUpperCase(Locale.ROOT)));
    }

    /// Called first in a call without progress.
    public void strike(String call) throws InterruptedException {
        for (var fault : faults) {
            if (fault.call().equals(call) && fault.percent() == 0 && !fault.what().equals("null")
                    && fault.strikes()) {
                happen(fault);
            }
        }
    }

    /// What the call would answer, unless a fault says null. The contract has no null, so neither has the type.
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    public <T> T answer(String call, T answer) {
        var none = faults.stream()
                .anyMatch(fault -> fault.call().equals(call) && fault.what().equals("null") && fault.strikes());
        return none ? null : answer;
    }

    /// Called first in a call with progress; what it returns takes the reports.
    public Progress strike(String call, Progress progress) throws InterruptedException {
        strike(call);
        var later = faults.stream()
                .filter(fault -> fault.call().equals(call) && fault.percent() > 0 && fault.strikes())
                .toList();
        return (step, done, total) -> {
            progress.report(step, done, total);
            for (var fault : later) {
                if (total > 0 && done * 100 >= total * fault.percent()) {
                    happenNow(fault);
                }
            }
        };
    }

    /// Called first in a call that cannot be interrupted: there an interrupted fault only leaves the mark on the thread.
    public void strikeNow(String call) {
        try {
            strike(call);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void happenNow(Fault fault) {
        try {
            happen(fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void happen(Fault fault) throws InterruptedException {
        switch (fault.what()) {
            case "hang" -> new CountDownLatch(1).await();
            case "throw" -> throw new IllegalStateException("The fault " + fault.call() + ":throw was asked for.");
            default -> throw new DriverException(Kind.valueOf(fault.what().toUpperCase(Locale.ROOT)),
                    "The fault %s:%s was asked for.".formatted(fault.call(), fault.what()));
        }
    }
}
