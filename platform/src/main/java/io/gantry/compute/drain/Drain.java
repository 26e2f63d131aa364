package io.gantry.compute.drain;

import io.gantry.compute.HostStore.Standing;
import java.util.List;

/// The input of a `drain` job.
///
/// @param host that is emptied
/// @param to the hosts that its guests may go to; empty for every one that is open
/// @param concurrent how many guests move at once
/// @param bytesPerSecond that they may take together; 0 sets no limit
/// @param before what was decided about the host before
public record Drain(String host, List<String> to, int concurrent, long bytesPerSecond, Standing before) {
    /// The kind of the job.
    public static final String KIND = "drain";

    /// Copies the list.
    public Drain {
        to = List.copyOf(to);
    }
}
