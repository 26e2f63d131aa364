/// The driver `fpga`: FPGA cards of Intel, AMD (Xilinx) and Inspur, and others that the kernel's FPGA subsystem knows.
/// [io.gantry.accelerators.fpga.FpgaCard] is one card, [io.gantry.accelerators.fpga.Regions] what it says of its regions and functions,
/// [io.gantry.accelerators.fpga.Bitstream] what a file says of itself, and [io.gantry.accelerators.fpga.Programming] brings the two
/// together.
@NullMarked
package io.gantry.accelerators.fpga;

import org.jspecify.annotations.NullMarked;
