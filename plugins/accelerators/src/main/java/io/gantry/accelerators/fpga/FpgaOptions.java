package io.gantry.accelerators.fpga;

import io.gantry.api.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the operator sets.
///
/// @param root another tree than the running kernel's, for tests and for recorded machines
/// @param commands what programs a card
/// @param names as published by the PCI ID project
public record FpgaOptions(
        @Option(value = "The sysfs tree to read.", fallback = "/sys") Path root,
        @Option(value = "The program that writes an image to the cards of a vendor, by the vendor's four hexadecimal digits, word by word and without a shell; {image}, {address}, {bus}, {device} and {function} are filled in. Without an entry cards of Intel are programmed by /usr/bin/fpgaconf and cards of AMD (10ee) by /opt/xilinx/xrt/bin/xbmgmt.", example = "{ 10ee: [ /opt/xilinx/xrt/bin/xbmgmt, program, --device, '{address}', --base, --image, '{image}' ] }") Map<String, List<String>> commands,
        @Option(value = "The list of vendor and device names; without the file devices are named by vendor and number.", fallback = "/usr/share/misc/pci.ids") Path names) {}
