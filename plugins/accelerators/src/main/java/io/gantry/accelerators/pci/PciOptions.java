package io.gantry.accelerators.pci;

import io.gantry.api.Option;
import io.gantry.api.accelerator.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the operator sets.
///
/// @param root another tree than the running kernel's, for tests and for recorded machines
/// @param allow what is offered
/// @param names as published by the PCI ID project
public record PciOptions(
        @Option(value = "The sysfs tree to read.", fallback = "/sys") Path root,
        @Option(value = "The devices to offer; a device is offered if it fits all that one entry says, and nothing is offered without an entry.", example = "[ { vendor: '8086', product: '37c8' } ]") List<Entry> allow,
        @Option(value = "The list of vendor and device names; without the file devices are named by vendor and number.", fallback = "/usr/share/misc/pci.ids") Path names) {
    /// What a device must be; at least one of the first five is said.
    ///
    /// @param vendor four digits
    /// @param product four digits
    /// @param deviceClass as sysfs has it, from the left
    /// @param address of the function or of the port whose virtual functions are meant
    /// @param devname an interface
    /// @param kind it is offered as
    public record Entry(
            @Option(value = "The vendor as four hexadecimal digits in quotes, such as '8086'.", example = "'8086'") Optional<String> vendor,
            @Option(value = "The product as four hexadecimal digits in quotes, such as '37c8'.", example = "'37c8'") Optional<String> product,
            @Option(value = "The class or its beginning as two to six hexadecimal digits in quotes, such as '0b40'.", example = "'0b40'") Optional<String> deviceClass,
            @Option(value = "The PCI address, where * stands for any digits, such as '0000:3b:00.*'; a physical function also stands for its virtual functions.", example = "0000:3b:00.*") Optional<String> address,
            @Option(value = "The network interface that belongs to the device, such as ens1f0; not together with address.", example = "ens1f0") Optional<String> devname,
            @Option(value = "What the device is offered as: fpga, gpu, nic, ssd, qat, aichip or pci; without it the driver tells by vendor and class.", example = "qat") Optional<Device.Kind> kind) {}
}
