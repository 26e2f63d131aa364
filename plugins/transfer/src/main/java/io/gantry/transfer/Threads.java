package io.gantry.transfer;

import java.time.Duration;
import java.util.List;

/// Waiting for threads.
final class Threads {
    private static final Duration STEP = Duration.ofMillis(200);

    private Threads() {}

    /// Returns when all have ended, in any case: they use memory that is unmapped next.
    ///
    /// @param meanwhile run a few times a second
    /// @param hurry makes them end soon; called when the waiting thread is interrupted
    /// @throws InterruptedException when all have ended, if the waiting thread was interrupted before
    static void join(List<Thread> threads, Runnable meanwhile, Runnable hurry) throws InterruptedException {
        var interrupted = false;
        for (var thread : threads) {
            while (thread.isAlive()) {
                try {
                    if (!thread.join(STEP)) {
                        meanwhile.run();
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    hurry.run();
                }
            }
        }
        if (interrupted) {
            throw new InterruptedException();
        }
    }
}
