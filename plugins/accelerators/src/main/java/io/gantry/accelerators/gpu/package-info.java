/// The driver `gpu`: graphics and compute processors of NVIDIA, AMD and Intel. [io.gantry.accelerators.gpu.Card] is one with what it is
/// cut into; its ways to be shared are [io.gantry.accelerators.gpu.MediatedTypes] (mdev) and
/// [io.gantry.accelerators.gpu.VendorTypes] (NVIDIA's own VFIO driver), of which the operator enables a type by
/// [io.gantry.accelerators.gpu.EnabledTypes]. [io.gantry.accelerators.gpu.Nvml] is NVIDIA's library, where it is installed.
@NullMarked
package io.gantry.accelerators.gpu;

import org.jspecify.annotations.NullMarked;
