package io.gantry.transfer;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Fit;
import io.gantry.api.Transfer;
import io.gantry.api.transfer.TransferPlan;
import io.gantry.memory.GuestDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/// What both strategies have in common: everything but the number of connections.
///
/// @param patience how long a connection may stand still
/// @param threads one for each end of each connection
record Strategy(Duration patience, ThreadFactory threads) {
    Fit fit(TransferPlan plan, int connections) {
        for (var endpoint : Stream.of(plan.source(), plan.target()).toList()) {
            if (!GuestDirectory.SCHEME.equals(endpoint.control().getScheme())) {
                return new Fit.No("the guest at " + endpoint.host() + " is controlled by "
                        + endpoint.control().getScheme() + ":, not by "
                        + GuestDirectory.SCHEME + ":");
            }
        }
        return new Fit.Yes("both ends share their memory as files; "
                + (connections == 1 ? "one connection" : connections + " connections"));
    }

    Transfer open(TransferPlan plan, Fit fit, int connections) throws InterruptedException {
        if (fit instanceof Fit.No(var reason)) {
            throw new DriverException(Kind.INVALID, "cannot move guest " + plan.guest() + ": " + reason);
        }
        var limit = new Limit(plan.bytesPerSecond());
        try {
            return new MemoryTransfer(plan.guest(), new Ends(plan, connections, limit, patience, threads), limit);
        } catch (IOException e) {
            throw MemoryTransfer.failure(plan.guest(), e);
        }
    }
}
