package io.gantry.api;

import io.gantry.api.hardware.Node;
import java.nio.file.Path;

/// Role of a [HardwareDriver] that can reach a node's disk from this host while the node is off.
public interface DiskAccess {
    /// The file or block device that is the node's disk; it exists and has its full size.
    Path disk(Node node) throws InterruptedException;
}
