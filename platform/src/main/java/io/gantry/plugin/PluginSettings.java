package io.gantry.plugin;

import java.nio.file.Path;
import java.util.List;

/// What the operator's file says about plugins and drivers.
///
/// @param file the operator's file, as messages call it
/// @param data the host's data directory
/// @param shipped where the files of plugins lie that come with the host
/// @param drivers in the order of the file
public record PluginSettings(Path file, Path data, Path shipped, List<PluginEntry> plugins,
        List<DriverEntry> drivers) {}
