package io.gantry.accelerators.ssd;

import io.gantry.api.Option;
import java.nio.file.Path;
import java.util.List;

/// What the operator sets.
///
/// @param root another tree than the running kernel's, for tests and for recorded machines
/// @param proc where the kernel tells what is mounted
/// @param keep what is never given away
/// @param erase how a disk is cleaned
/// @param nvme the program that cleans
/// @param names as published by the PCI ID project
public record SsdOptions(
        @Option(value = "The sysfs tree to read.", fallback = "/sys") Path root,
        @Option(value = "The proc tree that tells what is mounted and swapped to.", fallback = "/proc") Path proc,
        @Option(value = "Disks that are never handed out nor erased, as PCI addresses where * stands for any digits, such as '0000:04:00.0'.", example = "[ '0000:04:00.0' ]") List<String> keep,
        @Option(value = "How a disk is erased between two users: user-data overwrites or unmaps every block, crypto changes the key of a disk that encrypts itself and is done in seconds.", fallback = "user-data") Erase erase,
        @Option(value = "The program nvme of nvme-cli, which erases disks and reads their wear.", fallback = "/usr/sbin/nvme") Path nvme,
        @Option(value = "The list of vendor and device names; without the file devices are named by vendor and number.", fallback = "/usr/share/misc/pci.ids") Path names) {
    /// What the disk does to its blocks, by the numbers of the NVMe standard.
    public enum Erase {
        /// Secure erase setting 1.
        USER_DATA(1),
        /// Secure erase setting 2.
        CRYPTO(2);

        private final int setting;

        Erase(int setting) {
            this.setting = setting;
        }

        int setting() {
            return setting;
        }
    }
}
