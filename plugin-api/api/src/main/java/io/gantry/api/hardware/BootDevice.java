package io.gantry.api.hardware;

/// What a node's firmware starts from; the words of IPMI and Ironic.
public enum BootDevice {
    /// Its disk.
    DISK,
    /// The network, by PXE.
    PXE,
    /// An optical drive, also a virtual one.
    CDROM,
    /// The set-up pages of its firmware.
    BIOS,
    /// The network, by UEFI HTTP.
    UEFIHTTP
}
