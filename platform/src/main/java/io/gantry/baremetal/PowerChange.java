package io.gantry.baremetal;

import java.time.Duration;

/// What a node's power is to become.
///
/// @param target `power on`, `power off` or `rebooting`
/// @param soft whether what runs on it is asked first
/// @param timeout how long that has to end
public record PowerChange(String target, boolean soft, Duration timeout) {
    /// Off and on again.
    public static final String REBOOT = "rebooting";
}
