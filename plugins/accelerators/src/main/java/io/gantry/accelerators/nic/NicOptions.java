package io.gantry.accelerators.nic;

import io.gantry.api.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the operator sets.
///
/// @param root another tree than the running kernel's, for tests and for recorded machines
/// @param networks what is wired to where
/// @param functions what the ports are loaded with
/// @param limit of virtual functions
/// @param trusted of virtual functions
/// @param spoofCheck of virtual functions
/// @param ip the program that sets both
/// @param names as published by the PCI ID project
public record NicOptions(
        @Option(value = "The sysfs tree to read.", fallback = "/sys") Path root,
        @Option(value = "Which physical network is wired to which ports: the network's name, and its ports as network interfaces or PCI addresses, such as physnet1: [ens1f0, '0000:3b:00.1'].", example = "{ physnet1: [ ens1f0 ] }") Map<String, List<String>> networks,
        @Option(value = "Which function the firmware of which ports offers, as a trait: its name, and its ports as network interfaces or PCI addresses, such as gtpv1: [ens1f0].", example = "{ gtpv1: [ ens1f0 ] }") Map<String, List<String>> functions,
        @Option(value = "Into how many virtual functions a port may be cut at most, whatever its hardware can.", fallback = "256", min = "1", max = "4096") int limit,
        @Option(value = "Whether a guest may change its address and listen to all: `true` or `false` is set with the program ip when a virtual function is attached; without it the setting stays.", example = "false") Optional<Boolean> trusted,
        @Option(value = "Whether the adapter drops what a guest sends under a foreign address: `true` or `false` is set with the program ip when a virtual function is attached; without it the setting stays.", example = "true") Optional<Boolean> spoofCheck,
        @Option(value = "The program ip of iproute2, needed for trusted and spoof-check alone.", fallback = "/usr/sbin/ip") Path ip,
        @Option(value = "The list of vendor and device names; without the file devices are named by vendor and number.", fallback = "/usr/share/misc/pci.ids") Path names) {}
