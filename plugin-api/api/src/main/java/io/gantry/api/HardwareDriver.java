package io.gantry.api;

import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;

/// Drives one kind of baseboard management controller.
public non-sealed interface HardwareDriver extends Driver {
    /// What the controller says now.
    Power power(Node node) throws InterruptedException;

    /// Returns when the node has reached `wanted`; idempotent.
    void power(Node node, Power wanted) throws InterruptedException;
}
