package io.gantry.job;

import java.util.List;

/// What somebody who watches a job has not seen yet.
///
/// @param job as it is now
/// @param events since the last that he saw, oldest first; more of them may have to be fetched
public record JobNews(Job job, List<JobEvent> events) {
    /// Makes the list unchangeable.
    public JobNews {
        events = List.copyOf(events);
    }
}
