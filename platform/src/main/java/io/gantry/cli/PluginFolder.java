package io.gantry.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the plugins that were shipped lie.
final class PluginFolder {
    @Option(names = "--plugins", paramLabel = "DIR", description = "Where the shipped plugins lie; by default $GANTRY_HOME/plugins.")
    private @Nullable Path given;

    Path path() {
        if (given != null) {
            return given.toAbsolutePath().normalize();
        }
        var home = System.getenv("GANTRY_HOME");
        return Path.of(home == null ? "" : home, "plugins").toAbsolutePath();
    }
}
