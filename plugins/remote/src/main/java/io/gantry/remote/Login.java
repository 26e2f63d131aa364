package io.gantry.remote;

import java.util.Optional;

/// Gets tickets. Called by one thread at a time.
public interface Login {
    /// A new ticket, or the last one made to live longer.
    ///
    /// @param last the one in use; empty if there is none, or if the service refused it
    /// @throws io.gantry.api.DriverException FAILED if the service does not accept who asks
    Ticket open(Optional<Ticket> last) throws InterruptedException;
}
