package io.gantry.lab.agent;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// How an agent stops being one: whoever sent the command is answered before.
final class Ending {
    private final CountDownLatch gone = new CountDownLatch(1);
    private final Machine machine;
    private volatile @Nullable AgentServer server;
    private volatile @Nullable Heartbeat heartbeat;

    Ending(Machine machine) {
        this.machine = machine;
    }

    /// What is to be ended.
    void of(AgentServer toClose, Heartbeat toStop) {
        server = toClose;
        heartbeat = toStop;
    }

    /// Sends a heartbeat now.
    void beat() {
        if (heartbeat != null) {
            heartbeat.now();
        }
    }

    /// Nothing is served and said any more; the machine runs on.
    @Nullable
    Object silence() {
        if (heartbeat != null) {
            heartbeat.stop();
        }
        // Not in this thread: closing waits for the answer that this thread is about to give.
        Thread.ofPlatform().name("ending").start(() -> {
            if (server != null) {
                server.close();
            }
        });
        return null;
    }

    /// The machine is asked for that, `off` or `reboot`, and the process ends.
    @Nullable
    Object leave(String wish) throws IOException {
        if (heartbeat != null) {
            heartbeat.stop();
        }
        if (server != null) {
            server.close();
        }
        machine.wish(wish);
        gone.countDown();
        return null;
    }

    void await() throws InterruptedException {
        gone.await();
    }
}
