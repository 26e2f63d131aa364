package io.gantry.pkcs11;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// Platform threads that wait for the token, for all native calls are made here. A virtual thread that waits in native code holds its carrier,
/// and a token that hangs would hold them all, and with them the host.
final class Workers {
    private static final int PATIENCE = 5;

    private final ExecutorService threads;

    Workers(int count) {
        threads = Executors.newFixedThreadPool(count, Thread.ofPlatform().daemon().name("pkcs11-", 0).factory());
    }

    /// Whoever waits can be interrupted, the token cannot: it ends the work, and nobody learns how.
    <T> T call(Callable<T> work) throws InterruptedException {
        try {
            var task = threads.submit(work);
            try {
                return task.get();
            } finally {
                task.cancel(false);
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof DriverException told) {
                throw told;
            }
            throw new IllegalStateException("the driver has a bug", failed.getCause());
        } catch (RejectedExecutionException closed) {
            throw new DriverException(Kind.UNREACHABLE, "The key store is closed; enable its driver.", closed);
        }
    }

    /// Work that the token does not end stays behind, with its thread.
    void close(Runnable last) {
        threads.execute(last);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
