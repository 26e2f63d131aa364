package io.gantry.accelerator;

import java.util.Optional;
import java.util.UUID;

/// What a job that hands out or takes back a piece is given.
///
/// @param source the driver instance
/// @param device its id there
/// @param part id of the part
/// @param bitstream with what the device is programmed first
record BindJob(UUID request, UUID piece, String source, String device, UUID part, Optional<String> bitstream) {}
