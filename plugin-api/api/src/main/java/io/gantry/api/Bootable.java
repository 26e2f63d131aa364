package io.gantry.api;

import io.gantry.api.hardware.BootDevice;
import io.gantry.api.hardware.Node;
import java.util.Set;

/// Role of a [HardwareDriver] that can say what a node starts from.
public interface Bootable {
    /// What the node can start from.
    Set<BootDevice> bootDevices(Node node) throws InterruptedException;

    /// What it starts from next time.
    BootDevice bootDevice(Node node) throws InterruptedException;

    /// Returns when the controller has taken it; idempotent. UNSUPPORTED for a device the node does not have.
    ///
    /// @param once only for the next start, not from then on
    void bootDevice(Node node, BootDevice device, boolean once) throws InterruptedException;
}
