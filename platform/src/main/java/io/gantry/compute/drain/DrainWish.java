package io.gantry.compute.drain;

import io.gantry.base.Problem;
import java.util.List;
import java.util.Optional;

/// How somebody wants a host drained; whatever he leaves open is the operator's choice.
///
/// @param to the hosts that its guests may go to; empty for every one that is open
/// @param concurrent how many guests move at once
/// @param bytesPerSecond that they may take together; 0 sets no limit
public record DrainWish(List<String> to, Optional<Integer> concurrent, Optional<Long> bytesPerSecond) {
    private static final int MOST = 64;

    /// @throws Problem INVALID that names the member and what it may be
    public DrainWish {
        to = List.copyOf(to);
        if (concurrent.filter(number -> number < 1 || number > MOST).isPresent()) {
            throw Problem.invalid("concurrent: " + concurrent.get() + " is not between 1 and " + MOST);
        }
        if (bytesPerSecond.filter(number -> number < 0).isPresent()) {
            throw Problem.invalid("bytes_per_second: " + bytesPerSecond.get() + " is negative; 0 sets no limit");
        }
    }
}
