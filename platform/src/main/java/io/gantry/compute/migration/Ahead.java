package io.gantry.compute.migration;

import io.gantry.api.transfer.TransferState.Copying;

/// How far a migration is as a share of the whole, which nobody knows before its end: each round is given a part of what is left, as large
/// as its bytes are among those still to be expected. So the share never falls, even when the guest suddenly writes more, and does not reach
/// its end before the last round does.
///
/// @param copied bytes so far
/// @param from the share at the beginning of the present round
/// @param to the share at its end
record Ahead(long copied, double from, double to) {
    /// Before the first round, of which nothing is known but that others will follow.
    static final Ahead START = new Ahead(0, 0, 0.8);

    /// A guest that dirties as fast as the link carries needs endlessly many rounds; a round is always given at least that part of what is left.
    private static final double LEAST = 0.1;

    /// @param part of the present round that is copied, 0 to 1
    double share(double part) {
        return from + (to - from) * Math.clamp(part, 0, 1);
    }

    /// The round after this one, which is over.
    Ahead after(Copying round) {
        var sum = copied + round.copiedBytes();
        var outrun = round.bytesPerSecond() == 0 ? 1 : (double) round.dirtyBytesPerSecond() / round.bytesPerSecond();
        var next = Math.clamp(1 - outrun, LEAST, 1);
        var rest = round.remainingBytes() / next;
        var begin = rest == 0 ? 1 : Math.max(to, sum / (sum + rest));
        return new Ahead(sum, begin, begin + (1 - begin) * next * (rest == 0 ? 1 : 1 - LEAST));
    }

    /// As the next round is the last one.
    Ahead last() {
        return new Ahead(copied, from, 1);
    }
}
