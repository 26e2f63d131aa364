package io.gantry.api;

import io.gantry.api.transfer.TransferState;
import io.gantry.api.transfer.Tuning;

/// One migration under way, lent by a [TransferStrategy]. The strategy copies; when to slow the guest down and when to switch over is the
/// host's decision, taken between two rounds. Used by one thread, but [#close] may come from another at any time.
public interface Transfer extends AutoCloseable {
    /// Copies one more round and says where the migration stands. After [Tuning.SwitchOver] was applied it halts the guest, copies the rest,
    /// has the target confirm that it holds everything, and answers [TransferState.Arrived]; from then on the strategy touches neither side.
    ///
    /// @param progress told several times a second how much of this round, in bytes, has been copied
    TransferState await(Progress progress) throws InterruptedException;

    /// Holds from the next round on.
    void apply(Tuning tuning);

    /// Ends the migration; idempotent. Before [TransferState.Arrived] that is an abort: the guest runs on at the source at full speed, and
    /// the connections are gone.
    @Override
    void close();
}
