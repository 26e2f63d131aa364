package io.gantry.lab;

import io.gantry.api.Option;
import io.gantry.api.accelerator.Device;
import java.util.List;

/// What the operator sets for [LabAccelerator].
///
/// @param devices how many there are
/// @param kind what they are
/// @param used how many of them the host itself uses
/// @param faults see [Faults]
public record LabAcceleratorOptions(
        @Option(value = "How many devices there are.", fallback = "2", min = "0", max = "4096") int devices,
        @Option(value = "What the devices are: fpga, gpu, nic, ssd, qat, aichip or pci.", fallback = "fpga") Device.Kind kind,
        @Option(value = "How many of the devices, counted from the last, the host itself uses: they are found, but neither offered nor cleaned.", fallback = "0", min = "0", max = "4096") int used,
        @Option(value = "Faults to make, as CALL:WHAT such as discover:null, for the calls discover, program, partition, merge, attach, detach, measure, clean and diagnose.", example = "[ discover:null ]") List<String> faults) {}
