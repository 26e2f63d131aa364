package io.gantry.accelerator;

import io.gantry.api.accelerator.Device;
import java.util.Set;

/// A device and who found it.
///
/// @param instance the driver instance that found it
/// @param roles what that driver can do with it
public record FoundDevice(String instance, Set<String> roles, Device device) {}
