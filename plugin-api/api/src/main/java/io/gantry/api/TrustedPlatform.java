package io.gantry.api;

import io.gantry.api.secret.Secret;

/// Role of a [HypervisorDriver] whose guests can have a [io.gantry.api.guest.VirtualDevice.Tpm]. The host keeps the secret that such a module's state is encrypted with,
/// at rest and on its way to another compute host, and lends it for each start.
public interface TrustedPlatform {
    /// Lends the secret for the next [HypervisorDriver#start] or [Migratable#target] of that guest, which uses it up; one that is not defined yet may be named. It is
    /// never written down, and forgotten when the driver closes. Without it these are refused as [DriverException.Kind#INVALID].
    ///
    /// @param secret the driver's own copy; it wipes it
    void unlock(String guest, Secret secret) throws InterruptedException;
}
