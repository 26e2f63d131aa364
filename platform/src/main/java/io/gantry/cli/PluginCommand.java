package io.gantry.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "plugin", description = "The plugins that bring drivers.")
final class PluginCommand {
    @Mixin
    Help help = new Help();

    @Command(description = "Lists the plugins.")
    int list(@Mixin Remote remote) {
        try (var api = remote.api()) {
            remote.list(api.list("/plugins", "plugins"), "id", "version", "state", "drivers", "needs", "cause");
            return 0;
        }
    }

    @Command(description = "Shows a plugin.")
    int show(@Mixin Remote remote, @Parameters(paramLabel = "PLUGIN") String id) {
        try (var api = remote.api()) {
            remote.show(api.get(Api.path("plugins", id)));
            return 0;
        }
    }

    @Command(description = "Installs a plugin, in place of the loaded one of that id.")
    int install(@Mixin Remote remote, @Parameters(paramLabel = "FILE", description = "A jar or zip.") Path file,
            @Option(names = "--sha256", paramLabel = "HEX", defaultValue = "", description = "What the file must be.") String sha256) {
        try (var api = remote.api()) {
            var query = Api.query(Map.of("file", file.toAbsolutePath().getFileName().toString(), "sha256", sha256));
            var plugin = api.upload("POST", "/plugins" + query, file);
            remote.done(Table.text(plugin.path("id")) + " " + Table.text(plugin.path("version")) + " is installed",
                    plugin);
            return 0;
        }
    }

    @Command(description = "Drains and closes a plugin's instances, unloads it and removes its file.")
    int remove(@Mixin Remote remote, @Parameters(paramLabel = "PLUGIN") String id) {
        try (var api = remote.api()) {
            api.delete(Api.path("plugins", id));
            remote.done(id + " is removed");
            return 0;
        }
    }
}
