package io.gantry.api.accelerator;

/// One figure of a device.
///
/// @param name in kebab case, the same every time: `temperature`, `memory-used`
/// @param value in that unit
/// @param unit `celsius`, `bytes`, `percent`, `watts`, `hours`, `count`
public record Reading(String name, double value, String unit) {}
