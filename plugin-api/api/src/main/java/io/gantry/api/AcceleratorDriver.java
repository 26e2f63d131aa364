package io.gantry.api;

import io.gantry.api.accelerator.Device;
import java.util.List;

/// Finds the accelerators of one family on this host.
public non-sealed interface AcceleratorDriver extends Driver {
    /// Everything present now, each device once, in any order; the host works out what appeared and what vanished. A device that cannot be
    /// read is left out with a warning in the log, so that it does not hide the others.
    List<Device> discover() throws InterruptedException;
}
