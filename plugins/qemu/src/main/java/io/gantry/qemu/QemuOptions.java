package io.gantry.qemu;

import io.gantry.api.Option;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the operator sets.
///
/// @param address where this compute host is reached by others
/// @param program QEMU
/// @param machine type of the virtual machine
/// @param processor model of the virtual processors
/// @param accelerator what runs the guest's code
/// @param launcher put before every command line of QEMU and swtpm
/// @param runtime where sockets lie
/// @param timeout of an answer of QEMU
public record QemuOptions(
        @Option(value = "IP address that migrations of guests to and from here go through.", fallback = "127.0.0.1") String address,
        @Option(value = "QEMU's program.", fallback = "qemu-system-x86_64") String program,
        @Option(value = "Machine type; the same at all hosts between which guests move.", fallback = "q35") String machine,
        @Option(value = "Processor model; the same at all hosts between which guests move.", fallback = "qemu64") String processor,
        @Option(value = "What runs the guests' code: kvm, tcg, or auto for kvm where it works.", fallback = "auto") Emulation accelerator,
        @Option(value = "What QEMU and swtpm are started with, such as a command that enters a network namespace.", example = "[ ip, netns, exec, blue ]") List<String> launcher,
        @Option(value = "Directory for sockets, on this machine and with a short name; without it /run where that can be written, else the directory for temporary files.", example = "/run/gantry") Optional<Path> runtime,
        @Option(value = "How long QEMU may take for an answer.", fallback = "10s", min = "100ms", max = "5m") Duration timeout) {
    /// What runs the guests' code.
    public enum Emulation {
        /// The processor where it can, else QEMU.
        AUTO,
        /// The processor itself.
        KVM,
        /// QEMU, slowly and everywhere.
        TCG
    }
}
