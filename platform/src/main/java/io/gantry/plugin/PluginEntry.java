package io.gantry.plugin;

import java.util.Optional;

/// A plugin that the operator's file names.
///
/// @param id of the plugin
/// @param version the range of versions that will do, as PF4J writes them (`^1.2.0`, `*`)
/// @param sha256 of the file, if the operator pins it
/// @param line where the file names it, counted from 1
/// @param column likewise
public record PluginEntry(String id, String version, Optional<String> sha256, int line, int column) {
    /// Whether the text is a range at all.
    public static boolean isRange(String range) {
        return Versions.validRange(range);
    }
}
