package io.gantry.api;

import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import java.util.UUID;

/// Role of an [AcceleratorDriver] whose devices must be prepared before a guest gets them. What is attached stays in what discovery
/// reports, so that a device which is in use looks the same to scheduling.
public interface Attachable {
    /// Makes the piece ready for a hypervisor to open; idempotent. One that the machine itself needs is refused as
    /// [DriverException.Kind#INVALID], one that another program holds as [DriverException.Kind#BUSY].
    ///
    /// @param handle of this hand-out; a mediated device is made under it
    void attach(Device device, Attachment attachment, UUID handle) throws InterruptedException;

    /// Gives the piece back to what had it before; idempotent. One that was not attached is left as it is.
    void detach(Device device, Attachment attachment, UUID handle) throws InterruptedException;
}
