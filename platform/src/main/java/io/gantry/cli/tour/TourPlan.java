package io.gantry.cli.tour;

import java.nio.file.Path;
import java.util.Optional;

/// What the tour is to show.
///
/// @param image disk image to deploy; without one the tour makes one
/// @param sysfs tree of a machine to look for accelerators in; without one the host's own
/// @param guestMemory bytes of memory of the guest that moves
/// @param qemu whether a real guest moves as well
public record TourPlan(Optional<Path> image, Optional<Path> sysfs, long guestMemory, boolean qemu) {}
