package io.gantry.api.guest;

import io.gantry.api.accelerator.Attachment;
import java.net.URI;
import java.util.Optional;

/// A piece of a guest's virtual hardware.
public sealed interface VirtualDevice {
    /// Unique within the guest: at most 32 letters, digits and dashes.
    String id();

    /// A disk that the compute host makes when the guest is defined and deletes with it. It moves along with the guest.
    ///
    /// @param id see [VirtualDevice#id]
    /// @param bytes its size, a multiple of 512
    /// @param image what it is filled with when it is made, `file:` or `http:`; empty for zeroes
    record Disk(String id, long bytes, Optional<URI> image) implements VirtualDevice {}

    /// A disk that every compute host reaches under that address, and that none of them makes or deletes.
    ///
    /// @param id see [VirtualDevice#id]
    /// @param at `file:` on shared storage, or `nbd:`
    /// @param readOnly whether the guest may only read it
    record SharedDisk(String id, URI at, boolean readOnly) implements VirtualDevice {}

    /// A network adapter.
    ///
    /// @param id see [VirtualDevice#id]
    /// @param mac `fa:16:3e:00:00:01`
    /// @param network as the compute host names it; empty for one that is connected to nothing
    record Adapter(String id, String mac, Optional<String> network) implements VirtualDevice {}

    /// A piece of the compute host's own hardware, made ready by its accelerator driver.
    ///
    /// @param id see [VirtualDevice#id]
    /// @param attachment as the accelerator driver names the piece
    record Accelerator(String id, Attachment attachment) implements VirtualDevice {}

    /// A trusted platform module that runs on the compute host, its state encrypted with the secret that [io.gantry.api.TrustedPlatform] is given.
    ///
    /// @param id see [VirtualDevice#id]
    /// @param version `2.0`
    /// @param model `tpm-crb` or `tpm-tis`
    record Tpm(String id, String version, String model) implements VirtualDevice {}
}
