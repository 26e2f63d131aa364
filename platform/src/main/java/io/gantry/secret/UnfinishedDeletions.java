package io.gantry.secret;

import io.gantry.api.DriverException;
import io.gantry.base.Problem;
import io.gantry.base.Threads;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finishes, once the drivers are open, the deletions that a crash or a silent key store interrupted.
@Singleton
public final class UnfinishedDeletions {
    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedDeletions.class);

    private final Secrets secrets;
    private final SecretRecords records;
    private final ThreadFactory threads;

    UnfinishedDeletions(Secrets secrets, SecretRecords records, Threads threads) {
        this.secrets = secrets;
        this.records = records;
        this.threads = threads.named("deletions");
    }

    /// On a thread of its own: the host's start waits for no key store.
    @EventListener
    void start(StartupEvent event) {
        threads.newThread(() -> {
            try {
                finish();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }).start();
    }

    /// Those that cannot be finished now are left for the next start.
    public void finish() throws InterruptedException {
        for (var secret : records.deleting()) {
            try {
                secrets.finish(secret);
                LOG.info("finished the deletion of secret {}", secret.id());
            } catch (DriverException | Problem e) {
                LOG.warn("secret {} is not deleted from key store {} yet: {}", secret.id(), secret.store(),
                        e.getMessage());
            }
        }
    }
}
