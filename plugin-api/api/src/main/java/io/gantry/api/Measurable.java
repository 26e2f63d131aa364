package io.gantry.api;

import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Reading;
import java.util.List;

/// Role of an [AcceleratorDriver] that can read temperature, use or wear of its devices.
public interface Measurable {
    /// The figures as they are now, each name once; what cannot be read is left out. Changes nothing.
    List<Reading> measure(Device device) throws InterruptedException;
}
