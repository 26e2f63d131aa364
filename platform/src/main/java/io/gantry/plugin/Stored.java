package io.gantry.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A plugin as it lies in the store.
///
/// @param directory named by what is in it
/// @param installed whether it came through the API; otherwise it is a copy of a shipped file
/// @param origin the file it was taken from
record Stored(Path directory, PluginArchive archive, boolean installed, Path origin) {
    /// Its own jar first: a library may bring an extension index too, and the first one found counts.
    List<Path> jars() {
        try {
            var jars = new ArrayList<>(PluginArchive.jars(directory.resolve("lib")));
            var own = PluginArchive.own(origin.toString(), jars);
            jars.remove(own);
            jars.addFirst(own);
            return jars;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
