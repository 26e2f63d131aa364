package io.gantry.api;

import io.gantry.api.hardware.Node;
import java.util.Map;

/// Role of a [HardwareDriver] that reads and sets what a node's firmware is told.
///
/// `boot_mode` is `uefi` or `bios`, `secure_boot` is `true` or `false`; all other names are those of its vendor, with `bios.` before them: `bios.LogicalProc`.
public interface Configurable {
    /// What is set now.
    Map<String, String> settings(Node node) throws InterruptedException;

    /// Sets these and leaves the others; they hold from the next start on. Idempotent. INVALID, with nothing set, for a name that the node does not have
    /// or a value that it does not take.
    void apply(Node node, Map<String, String> settings) throws InterruptedException;
}
