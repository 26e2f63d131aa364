package io.gantry.compute.migration;

import io.gantry.api.transfer.TransferState.Copying;

/// How far a migration is: what was copied, and with what is expected to be copied yet the whole. Its share never falls, even when the guest
/// suddenly writes more.
///
/// @param done bytes copied so far
/// @param total bytes expected in all, `done` included
record Ahead(long done, long total) {
    static final Ahead START = new Ahead(0, Long.MAX_VALUE);

    /// A guest that dirties as fast as the link carries needs endlessly many rounds; more than that many times the rest is never expected.
    private static final double MOST = 10;

    Ahead after(Copying round) {
        var copied = done + round.copiedBytes();
        var outrun = round.bytesPerSecond() == 0 ? 0 : (double) round.dirtyBytesPerSecond() / round.bytesPerSecond();
        var rest = round.remainingBytes() * (outrun < 1 - 1 / MOST ? 1 / (1 - outrun) : MOST);
        var share = Math.max((double) done / total, copied / Math.max(1, copied + rest));
        return new Ahead(copied, share == 0 ? total : Math.max(copied, Math.round(copied / share)));
    }
}
