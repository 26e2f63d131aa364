package io.gantry.api;

import io.gantry.api.hardware.Node;
import java.nio.file.Path;

/// Role of a [HardwareDriver] that can reach a node's disk from this host. The host writes to it only while the node is
/// off; what it reads while the node is on may be changing.
public interface DiskAccess {
    /// The file or block device that is the node's disk; it exists and has its full size.
    Path disk(Node node) throws InterruptedException;
}
