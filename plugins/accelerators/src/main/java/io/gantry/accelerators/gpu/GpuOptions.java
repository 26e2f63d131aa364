package io.gantry.accelerators.gpu;

import io.gantry.api.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the operator sets.
///
/// @param root another tree than the running kernel's, for tests and for recorded machines
/// @param vgpuTypes what is shared, and how
/// @param integrated whether those in the processor count
/// @param console whether the machine can do without its display
/// @param nvml NVIDIA's library
/// @param names as published by the PCI ID project
public record GpuOptions(
        @Option(value = "The sysfs tree to read.", fallback = "/sys") Path root,
        @Option(value = "Which type of vGPU is made on which cards; a card without an entry is given away whole, and of the virtual functions of an NVIDIA card only those with an entry.", example = "[ { address: '0000:08:*.*', type: nvidia-742 } ]") List<VgpuType> vgpuTypes,
        @Option(value = "Whether Intel graphics that are part of the processor are offered.", fallback = "false") boolean integrated,
        @Option(value = "Whether the card that shows the machine's console is offered.", fallback = "false") boolean console,
        @Option(value = "NVIDIA's management library for temperature, memory, load and MIG; without the file the cards are found all the same.", fallback = "/usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1") Path nvml,
        @Option(value = "The list of vendor and device names; without the file devices are named by vendor and number.", fallback = "/usr/share/misc/pci.ids") Path names) {
    /// One type that is enabled; an address may have one.
    ///
    /// @param address of a card or of its virtual functions
    /// @param type as the kernel names it
    /// @param most of one card
    public record VgpuType(
            @Option(value = "The PCI address of a card or of virtual functions, where * stands for any digits, such as '0000:08:00.0' or '0000:08:*.*'.", example = "0000:3b:00.*") String address,
            @Option(value = "The type as the property vgpu-types of the device lists it, such as nvidia-742 or i915-GVTg_V5_4.", example = "nvidia-742") String type,
            @Option(value = "How many are offered of one card at most; without it as many as the kernel says fit.", example = "8") Optional<Integer> most) {}
}
