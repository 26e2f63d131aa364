/// How jobs are kept: [io.gantry.job.store.JobStore] their rows, [io.gantry.job.store.Held] the fenced writes of the one who runs a job,
/// [io.gantry.job.store.JobQueue] the queue that hands jobs to hosts.
@NullMarked
package io.gantry.job.store;

import org.jspecify.annotations.NullMarked;
