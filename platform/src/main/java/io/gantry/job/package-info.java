/// Durable work. A feature describes a [io.gantry.job.Saga] of idempotent [io.gantry.job.Step]s; [io.gantry.job.Jobs] runs it so that a
/// killed host resumes it or rolls it back.
@NullMarked
package io.gantry.job;

import org.jspecify.annotations.NullMarked;
