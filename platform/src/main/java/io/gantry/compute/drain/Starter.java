package io.gantry.compute.drain;

import io.gantry.base.Problem;
import io.gantry.compute.Guests;
import io.gantry.compute.MigrationWish;
import io.gantry.job.Job;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.UUID;

/// Hands in the migration of a guest and writes down which job it is, both or neither: after a crash each guest either waits for its turn or
/// has a job that is known.
@Singleton
class Starter {
    private final Guests guests;
    private final DrainStore store;

    Starter(Guests guests, DrainStore store) {
        this.guests = guests;
        this.store = store;
    }

    /// @param bytesPerSecond at most; 0 leaves it to the operator
    /// @throws Problem if the guest cannot be moved
    @Transactional
    Job start(UUID drain, DrainMove move, long bytesPerSecond) throws InterruptedException {
        var wish = MigrationWish.to(move.target().orElseThrow());
        var job = guests.migrate(move.guest(), bytesPerSecond == 0 ? wish : wish.limitedTo(bytesPerSecond));
        store.update(drain, move.running(job.id()));
        return job;
    }
}
