package io.gantry.api;

import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.GuestStatus;
import java.util.List;

/// Runs guests on one compute host. Guests live in processes of their own and outlive the driver: a driver that is opened again adopts what
/// still runs. Every method but [#guests] refuses a guest it does not know as [DriverException.Kind#INVALID], unless it says otherwise.
public non-sealed interface HypervisorDriver extends Driver {
    /// Makes room for the guest and leaves it stopped; idempotent. Another guest of that name with other values is refused as
    /// [DriverException.Kind#BUSY].
    void define(GuestSpec guest) throws InterruptedException;

    /// Starts a stopped guest; idempotent.
    void start(String guest) throws InterruptedException;

    /// Halts a running guest with its memory kept; idempotent. When it returns, the guest writes no more.
    void pause(String guest) throws InterruptedException;

    /// Lets a paused or an arrived guest run, at full speed even if a migration that was cut off had slowed it down; idempotent. For an
    /// arrived guest this is the commit of its migration.
    void resume(String guest) throws InterruptedException;

    /// Ends the guest; its memory is gone; idempotent.
    void stop(String guest) throws InterruptedException;

    /// Ends the guest and forgets it; idempotent, and fine for an unknown guest.
    void remove(String guest) throws InterruptedException;

    /// Every guest that is here now, whatever its state.
    List<GuestStatus> guests() throws InterruptedException;
}
