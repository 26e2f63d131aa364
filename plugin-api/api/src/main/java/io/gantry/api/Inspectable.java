package io.gantry.api;

import io.gantry.api.hardware.Inspection;
import io.gantry.api.hardware.Node;

/// Role of a [HardwareDriver] whose controller knows what its node is made of, also while it is off.
public interface Inspectable {
    /// What it says now.
    Inspection inspect(Node node) throws InterruptedException;
}
