package io.gantry.api;

import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Part;
import java.nio.file.Path;

/// Role of an [AcceleratorDriver] whose devices take a bitstream or firmware image.
public interface Programmable {
    /// Puts `image` on the part of the device; idempotent. The image is checked before anything is written: one that does not belong on
    /// the part is refused as [DriverException.Kind#INVALID] and leaves the device as it was.
    void program(Device device, Part part, Path image, Progress progress) throws InterruptedException;
}
