package io.gantry.api.accelerator;

import java.util.Optional;

/// How a guest gets hold of a device or of a piece of it. Equal attachments are the same piece.
public sealed interface Attachment {
    /// A PCI function, physical or virtual.
    ///
    /// @param address `0000:3b:00.0`; the domain may have more than four digits
    /// @param network the physical network that a network adapter is wired to, if that is known
    record Pci(String address, Optional<String> network) implements Attachment {
        /// A function that is on no network.
        public Pci(String address) {
            this(address, Optional.empty());
        }
    }

    /// A mediated device that is made when it is attached.
    ///
    /// @param parent PCI address of the device it is cut from
    /// @param type as the parent's driver names it: `nvidia-742`
    /// @param slot from 0, to tell apart those of one parent and type
    record Mediated(String parent, String type, int slot) implements Attachment {}
}
