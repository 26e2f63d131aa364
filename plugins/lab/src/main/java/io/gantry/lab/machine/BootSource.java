package io.gantry.lab.machine;

/// What a machine can start from; the names are those of the plugin API.
public enum BootSource {
    /// Its disk.
    DISK,
    /// The network; nothing answers there.
    PXE,
    /// The disc that is inserted.
    CDROM,
    /// The set-up pages of its firmware.
    BIOS,
    /// The network; nothing answers there.
    UEFIHTTP
}
