package io.gantry.lab.guest;

import io.gantry.memory.GuestMode;
import io.gantry.memory.GuestReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Runs the ledger while it may, and obeys. A command takes the lock that each batch of writes holds, so whoever got `pause` through knows
/// that no write is under way.
final class Guest {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final double LARGEST_DEBT = 1 << 16;
    private static final int BATCH = 64;

    private final Ledger ledger;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private GuestMode mode;
    private int throttle;
    private boolean claimed;

    /// @param mode [GuestMode#RUNNING] or [GuestMode#ARRIVING]
    Guest(Ledger ledger, GuestMode mode) {
        this.ledger = ledger;
        this.mode = mode;
    }

    /// Obeys one command.
    ///
    /// @return the line to answer
    String obey(String command) {
        lock.lock();
        try {
            var words = command.split(" ", -1);
            var refusal = switch (words[0]) {
                case "status" -> words.length == 1 ? "" : "status takes nothing more";
                case "pause" -> pause();
                case "resume" -> resume();
                case "throttle" -> throttle(words);
                case "claim" -> claim();
                case "arrived" -> arrived();
                default -> "the guest knows status, pause, resume, throttle, claim, arrived and stop";
            };
            changed.signalAll();
            return refusal.isEmpty() ? report().line() : GuestReport.refusal(refusal);
        } finally {
            lock.unlock();
        }
    }

    private GuestReport report() {
        if (mode == GuestMode.ARRIVING) {
            return new GuestReport(mode, Map.of());
        }
        var counters = new LinkedHashMap<>(ledger.counters());
        counters.put("throttle", (long) throttle);
        return new GuestReport(mode, counters);
    }

    private String pause() {
        if (mode != GuestMode.RUNNING && mode != GuestMode.PAUSED) {
            return "the guest is " + mode + " and has nothing to halt";
        }
        mode = GuestMode.PAUSED;
        return "";
    }

    private String resume() {
        if (mode == GuestMode.ARRIVING) {
            return "the guest's memory has not arrived completely";
        }
        mode = GuestMode.RUNNING;
        throttle = 0;
        return "";
    }

    private String throttle(String[] words) {
        if (words.length != 2 || !words[1].matches("[0-9]{1,2}")) {
            return "throttle takes one whole number from 0 to 99";
        }
        throttle = Integer.parseInt(words[1]);
        return "";
    }

    private String claim() {
        if (mode != GuestMode.ARRIVING || claimed) {
            return "the guest is not waiting for memory, or has been offered some before; prepare the target anew";
        }
        claimed = true;
        return "";
    }

    private String arrived() {
        if (mode == GuestMode.ARRIVED) {
            return "";
        }
        if (mode != GuestMode.ARRIVING || !claimed) {
            return "the guest is not waiting for memory";
        }
        if (!ledger.present()) {
            return "the memory that arrived holds no program";
        }
        mode = GuestMode.ARRIVED;
        return "";
    }

    /// Runs the program until the thread is interrupted.
    void run() throws InterruptedException {
        var console = new Console();
        var last = System.nanoTime();
        var due = 0.0;
        while (true) {
            if (awaitRunning()) {
                last = System.nanoTime();
                due = 0;
            }
            var now = System.nanoTime();
            due = Math.min(due + tick(now - last), LARGEST_DEBT);
            last = now;
            while (due >= 1 && System.nanoTime() - now < LONGEST_BUSY_NANOS) {
                due -= write((int) Math.min(due, BATCH));
            }
            console.beat(now, () -> obey("status"));
            rest(System.nanoTime() - now);
        }
    }

    /// @return whether it had to wait
    private boolean awaitRunning() throws InterruptedException {
        lock.lock();
        try {
            var waited = false;
            while (mode != GuestMode.RUNNING) {
                changed.await();
                waited = true;
            }
            return waited;
        } finally {
            lock.unlock();
        }
    }

    /// Lets time pass for the program.
    ///
    /// @return how many writes it may make in that time
    private double tick(long nanos) {
        lock.lock();
        try {
            if (mode != GuestMode.RUNNING) {
                return 0;
            }
            ledger.ran(nanos);
            return ledger.rate() * (100 - throttle) / 100.0 * nanos / TimeUnit.SECONDS.toNanos(1);
        } finally {
            lock.unlock();
        }
    }

    /// @return how many writes are settled: all of them too when the guest was halted meanwhile
    private int write(int count) {
        lock.lock();
        try {
            if (mode == GuestMode.RUNNING) {
                ledger.write(count);
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /// Sleeps a little in any case, and so long that a throttled guest gets no more than its share of the time.
    private void rest(long busyNanos) throws InterruptedException {
        lock.lock();
        try {
            var nanos = Math.max(TICK_NANOS, busyNanos * throttle / (100 - throttle));
            while (nanos > 0 && mode == GuestMode.RUNNING) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
