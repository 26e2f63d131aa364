package io.gantry.api;

import io.gantry.api.guest.GuestSpec;
import io.gantry.api.transfer.Endpoint;

/// Role of a [HypervisorDriver] whose guests can move to another compute host while they run.
public interface Migratable {
    /// How a [TransferStrategy] reaches the guest that is to leave. Changes nothing.
    Endpoint source(String guest) throws InterruptedException;

    /// Makes room for the guest that is to come and tells how a [TransferStrategy] reaches it. Idempotent: what an earlier attempt left is
    /// thrown away, unless the guest runs here already, which is refused as [DriverException.Kind#BUSY].
    Endpoint target(GuestSpec guest) throws InterruptedException;
}
