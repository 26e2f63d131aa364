package io.gantry.api.transfer;

import java.time.Duration;
import java.util.List;

/// Where a migration stands after a round.
public sealed interface TransferState {
    /// A round has been copied while the guest ran.
    ///
    /// @param round counted from 1; the first one copies everything
    /// @param copiedBytes of guest memory looked at in this round, zero pages included
    /// @param zeroBytes of these that were all zero and were not sent
    /// @param remainingBytes that the guest has written since and that must go again
    /// @param dirtyBytesPerSecond how fast the guest writes to pages already sent
    /// @param bytesPerSecond how fast this round copied, zero pages left out
    /// @param took how long the round lasted
    /// @param connections one entry for each, in a fixed order
    record Copying(int round, long copiedBytes, long zeroBytes, long remainingBytes, long dirtyBytesPerSecond,
            long bytesPerSecond, Duration took, List<Connection> connections) implements TransferState {
        /// Copies the list.
        public Copying {
            connections = List.copyOf(connections);
        }
    }

    /// The source is halted and the target has confirmed that it holds the whole state; neither runs. What happens now is the host's decision.
    ///
    /// @param rounds how many there were, the last one included
    /// @param copiedBytes in the last round, with the guest halted
    /// @param halted how long the guest has stood still so far
    /// @param connections one entry for each, in the order of [Copying]
    record Arrived(int rounds, long copiedBytes, Duration halted,
            List<Connection> connections) implements TransferState {
        /// Copies the list.
        public Arrived {
            connections = List.copyOf(connections);
        }
    }

    /// What one connection has done since the migration began.
    ///
    /// @param sentBytes on the wire, headers included
    /// @param bytesPerSecond in the last round
    /// @param stalled how long it waited for the network or for its share of the limit
    record Connection(long sentBytes, long bytesPerSecond, Duration stalled) {}
}
