package io.gantry.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "guest", description = "Guests.", subcommands = MigrateCommand.class)
final class GuestCommand {
    @Mixin
    Help help = new Help();

    @Command(description = "Defines a guest and leaves it stopped.")
    int create(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--host", paramLabel = "INSTANCE", required = true, description = "The compute host: a hypervisor instance.") String host,
            @Option(names = "--memory", paramLabel = "SIZE", defaultValue = "512MiB", converter = Size.Converter.class, description = "4096, 64MiB, 1GiB; ${DEFAULT-VALUE}.") Size memory,
            @Option(names = "--property", paramLabel = "KEY=VALUE", description = "May be repeated.") @Nullable Map<String, String> properties) {
        try (var api = remote.api()) {
            var guest = api.post("/guests",
                    Map.of("name", name, "host", host, "memory_bytes", memory.bytes(), "properties",
                            properties == null ? Map.of() : properties));
            remote.done(name + " is created", guest);
            return 0;
        }
    }

    @Command(description = "Lists guests.")
    int list(@Mixin Remote remote) {
        try (var api = remote.api()) {
            remote.list(api.list("/guests", "guests"), "name", "host", "state", "memory_bytes", "counters", "reason");
            return 0;
        }
    }

    @Command(description = "Shows a guest.")
    int show(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        try (var api = remote.api()) {
            remote.show(api.get(Api.path("guests", name)));
            return 0;
        }
    }

    @Command(description = "Prints the end of what a guest wrote to its serial console.")
    int console(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--lines", paramLabel = "N", defaultValue = "50", description = "The last so many; ${DEFAULT-VALUE}.") int lines) {
        try (var api = remote.api()) {
            var answer = api.get(Api.path("guests", name, "console") + "?lines=" + lines);
            remote.done(answer.path("console").asText().stripTrailing(), answer);
            return 0;
        }
    }

    @Command(description = "Starts a stopped guest.")
    int start(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        return act(remote, name, "start");
    }

    @Command(description = "Halts a running guest and keeps its memory.")
    int pause(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        return act(remote, name, "pause");
    }

    @Command(description = "Lets a paused guest run.")
    int resume(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        return act(remote, name, "resume");
    }

    @Command(description = "Ends a guest; its memory is gone.")
    int stop(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        return act(remote, name, "stop");
    }

    private static int act(Remote remote, String name, String verb) {
        try (var api = remote.api()) {
            remote.done(name + ": " + verb + " is done", api.post(Api.path("guests", name, verb)));
            return 0;
        }
    }

    @Command(name = "switch-over", description = "Has a guest that is being moved switched over after the present round, however long it stands still.")
    int switchOver(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        try (var api = remote.api()) {
            remote.done(name + " is switched over after this round",
                    api.post(Api.path("guests", name, "migration", "switch-over")));
            return 0;
        }
    }

    @Command(description = "Ends a guest and forgets it.")
    int delete(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        try (var api = remote.api()) {
            api.delete(Api.path("guests", name));
            remote.done(name + " is deleted");
            return 0;
        }
    }
}
