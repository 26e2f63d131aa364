package io.gantry.accelerator;

import io.gantry.api.accelerator.Device;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A device as it was last reported.
///
/// @param number by which the parts of the accelerator API name it
/// @param source the driver instance that found it
/// @param device its id there
/// @param obstacles why it or some of it is not offered
/// @param enabled whether an administrator lets it be handed out
/// @param missing since when it is gone although somebody has a piece of it
public record KnownDevice(long number, UUID id, String source, String device, String host, Device.Kind kind,
        String vendor, String product, String name, Map<String, String> properties, List<String> obstacles,
        boolean enabled, Optional<Instant> missing, Instant created, Optional<Instant> updated) {}
