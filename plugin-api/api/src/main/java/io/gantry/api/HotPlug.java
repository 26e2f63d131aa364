package io.gantry.api;

import io.gantry.api.guest.VirtualDevice;

/// Role of a [HypervisorDriver] that can give devices to a guest, and take them away, while it runs.
public interface HotPlug {
    /// Gives the guest that device, now if it runs and for every later start; idempotent. Another device of that id is refused as
    /// [DriverException.Kind#BUSY], a kind of device that cannot be plugged as [DriverException.Kind#UNSUPPORTED].
    void plug(String guest, VirtualDevice device) throws InterruptedException;

    /// Takes the device away, and deletes a [VirtualDevice.Disk] with it; idempotent. Returns when the guest has let go of it; a guest that does not is
    /// [DriverException.Kind#BUSY] and keeps it.
    void unplug(String guest, String device) throws InterruptedException;
}
