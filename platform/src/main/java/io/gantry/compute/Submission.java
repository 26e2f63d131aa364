package io.gantry.compute;

import io.gantry.base.Problem;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Collection;

/// Hands a migration in and binds the guest to it, both or neither.
@Singleton
class Submission {
    private final GuestStore store;
    private final Jobs jobs;
    private final Collection<MoveListener> listeners;

    Submission(GuestStore store, Jobs jobs, Collection<MoveListener> listeners) {
        this.store = store;
        this.jobs = jobs;
        this.listeners = listeners;
    }

    @Transactional
    Job submit(Move move) {
        var job = jobs.submit(Move.KIND, move.guest().name(), move);
        if (!store.claim(move.guest().name(), job.id())) {
            throw Problem.conflict("guest '" + move.guest().name() + "' was taken by another job; look at it again");
        }
        listeners.forEach(listener -> listener.submitted(job.id(), move));
        return job;
    }
}
