package io.gantry.api;

import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;

/// Role of an [AcceleratorDriver] whose devices keep what their user wrote.
public interface Cleanable {
    /// Makes sure that nothing of the former user is left on the piece; idempotent. When it returns that is certain. A device that the
    /// machine itself uses is refused as [DriverException.Kind#INVALID] and not touched.
    void clean(Device device, Attachment attachment, Progress progress) throws InterruptedException;
}
