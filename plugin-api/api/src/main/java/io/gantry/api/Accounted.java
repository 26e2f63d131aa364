package io.gantry.api;

import io.gantry.api.guest.Capacity;

/// Role of a [HypervisorDriver] that knows how much its compute host has and has promised.
public interface Accounted {
    /// As it is now.
    Capacity capacity() throws InterruptedException;
}
