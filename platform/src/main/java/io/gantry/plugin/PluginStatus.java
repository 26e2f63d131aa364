package io.gantry.plugin;

import java.util.List;

/// A plugin as people see it.
///
/// @param requires range of plugin APIs it runs on
/// @param needs what it needs of the host beyond Java, as it says: `network`, `native`, `exec`; nothing enforces this
/// @param file it was taken from
/// @param cause why it is not loaded, or what else is to be known
/// @param drivers ids of the drivers it brings
/// @param leaked what is left of versions of it that were unloaded
public record PluginStatus(String id, String version, String provider, String description, String requires,
        List<String> needs, String sha256, String file, State state, String cause, List<String> drivers,
        List<String> leaked) {
    /// Where a plugin stands.
    public enum State {
        /// Its drivers can be used.
        LOADED,
        /// The operator's file names it, but it cannot be loaded; the cause says why.
        REFUSED,
        /// It is there, but the operator's file does not name it, or it was taken out.
        STORED
    }
}
