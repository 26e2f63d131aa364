package io.gantry.lab.agent;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Faults on request, lines of the disc: `fault=POINT:WHAT`, `fault=POINT:WHAT:50%` or `fault=POINT:WHAT:3x`.
///
/// `POINT` is `lookup`, `heartbeat`, the full name of a command, the name of a step, or `write`, which is reached with each block that goes on the
/// disk. `WHAT` is `die`, `hang`, `fail` or `slow` (a tenth of a second). With a percentage it happens from there on, with a count so many times.
final class Mishaps {
    private static final Pattern FORM = Pattern
            .compile("(?<point>[a-z_.]+):(?<what>die|hang|fail|slow)(?::(?<number>[0-9]{1,6})(?<unit>[%x]))?");
    private static final long SLOW_MILLIS = 100;

    private record Mishap(String point, String what, int percent, AtomicInteger left) {
        boolean strikes(String at, int done) {
            return point.equals(at) && done >= percent
                    && left.getAndUpdate(count -> count > 0 && count < Integer.MAX_VALUE ? count - 1 : count) > 0;
        }
    }

    private final List<Mishap> mishaps;

    Mishaps(List<String> texts) {
        mishaps = texts.stream().map(Mishaps::parse).toList();
    }

    private static Mishap parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "'fault=" + text + "' is not POINT:WHAT with WHAT of die, hang, fail, slow");
        }
        var number = match.group("number") == null ? 0 : Integer.parseInt(match.group("number"));
        var times = "x".equals(match.group("unit")) ? number : Integer.MAX_VALUE;
        return new Mishap(match.group("point"), match.group("what"), "%".equals(match.group("unit")) ? number : 0,
                new AtomicInteger(times));
    }

    /// Called wherever something may go wrong.
    void at(String point) throws InterruptedException {
        at(point, 0);
    }

    /// @param percent how much of the work is done
    void at(String point, int percent) throws InterruptedException {
        for (var mishap : mishaps) {
            if (mishap.strikes(point, percent)) {
                strike(mishap);
            }
        }
    }

    private static void strike(Mishap mishap) throws InterruptedException {
        switch (mishap.what()) {
            case "die" -> die();
            case "hang" -> new CountDownLatch(1).await();
            case "slow" -> TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
            default -> throw AgentError.failed("the disc asks for this fault at " + mishap.point());
        }
    }

    /// As the power goes. By another program, since the host refuses plugins with a class that ends the process it is in.
    private static void die() throws InterruptedException {
        var number = Long.toString(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("sh", "-c", "kill -KILL " + number).start();
        } catch (IOException failed) {
            throw AgentError.failed("the disc asks for this process's death, but " + failed.getMessage());
        }
        new CountDownLatch(1).await();
    }
}
