package io.gantry.api;

import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import java.util.List;

/// Role of an [AcceleratorDriver] whose devices can be cut into virtual functions or mediated devices.
public interface Partitionable {
    /// Cuts the device into `parts` parts; idempotent. Another number than it has now is refused as [DriverException.Kind#BUSY] until
    /// [#merge] was called, more than it can have as [DriverException.Kind#INVALID].
    ///
    /// @param parts from 1 to what the device can be cut into
    /// @return how each part is attached, `parts` of them
    List<Attachment> partition(Device device, int parts) throws InterruptedException;

    /// Makes the device whole again; idempotent.
    void merge(Device device) throws InterruptedException;
}
