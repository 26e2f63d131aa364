package io.gantry.compute;

import io.gantry.base.Problem;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/// Hands a migration in and binds the guest to it, both or neither.
@Singleton
class Submission {
    private final GuestStore store;
    private final Jobs jobs;

    Submission(GuestStore store, Jobs jobs) {
        this.store = store;
        this.jobs = jobs;
    }

    @Transactional
    Job submit(Move move) {
        var job = jobs.submit(Move.KIND, move.guest().name(), move);
        if (!store.claim(move.guest().name(), job.id())) {
            throw Problem.conflict("guest '" + move.guest().name() + "' was taken by another job; look at it again");
        }
        return job;
    }
}
