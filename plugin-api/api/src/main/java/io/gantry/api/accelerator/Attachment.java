package io.gantry.api.accelerator;

/// How a guest gets hold of a device or of a part of it.
public sealed interface Attachment {
    /// A PCI function, physical or virtual.
    ///
    /// @param address `0000:3b:00.0`; the domain may have more than four digits
    record Pci(String address) implements Attachment {}

    /// A mediated device that is made when it is attached.
    ///
    /// @param parent PCI address of the device it is cut from
    /// @param type as the parent's driver names it: `nvidia-742`
    record Mediated(String parent, String type) implements Attachment {}
}
