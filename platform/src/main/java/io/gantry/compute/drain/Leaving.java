package io.gantry.compute.drain;

import java.util.Optional;

/// A guest of a host that is drained.
///
/// @param name of it
/// @param memoryBytes its memory
/// @param processors it has
/// @param diskBytes of the disks that move along
/// @param writtenPerSecond bytes that it has written in a second so far; 0 if its host does not count
/// @param obstacle why it cannot be moved
record Leaving(String name, long memoryBytes, int processors, long diskBytes, long writtenPerSecond,
        Optional<String> obstacle) {
    /// For how long a guest's writes are counted among what has to be copied.
    private static final long SECONDS = 10;

    /// About how much has to be copied until it is away: small and quiet guests are the cheapest.
    double cost() {
        return (double) memoryBytes + diskBytes + SECONDS * (double) writtenPerSecond;
    }
}
