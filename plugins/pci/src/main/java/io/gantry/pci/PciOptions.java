package io.gantry.pci;

import io.gantry.api.Option;
import java.nio.file.Path;
import java.util.List;

/// What the operator sets.
///
/// @param root another tree than the running kernel's, for tests and for recorded machines
/// @param allow beyond what is reported anyway
/// @param names as published by the PCI ID project
public record PciOptions(
        @Option(value = "The sysfs tree to read.", fallback = "/sys") Path root,
        @Option("Further devices to report, as vendor:product (8086:46a6), vendor:* or class:PREFIX (class:0300), in hexadecimal digits.") List<String> allow,
        @Option(value = "The list of vendor and device names; without the file devices are named by vendor and number.", fallback = "/usr/share/misc/pci.ids") Path names) {}
