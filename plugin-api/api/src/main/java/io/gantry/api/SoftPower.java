package io.gantry.api;

import io.gantry.api.hardware.Node;

/// Role of a [HardwareDriver] that can ask what runs on a node, instead of cutting its power.
public interface SoftPower {
    /// Asks it to end, and returns at once: whether it does is seen by [HardwareDriver#power(Node)].
    void shutDown(Node node) throws InterruptedException;

    /// Sends a non-maskable interrupt, by which a kernel that hangs writes down why.
    void interrupt(Node node) throws InterruptedException;
}
