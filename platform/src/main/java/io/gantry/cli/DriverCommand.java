package io.gantry.cli;

import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "driver", description = "The driver instances of the host, and the drivers they can be made of.")
final class DriverCommand {
    @Mixin
    Help help = new Help();

    @Command(description = "Lists the instances; with --available the drivers that loaded plugins bring.")
    int list(@Mixin Remote remote,
            @Option(names = "--available", description = "The drivers, not the instances.") boolean available) {
        try (var api = remote.api()) {
            if (available) {
                remote.list(api.list("/drivers", "drivers"), "id", "kind", "roles", "plugin", "description");
            } else {
                remote.list(api.list("/instances", "instances"), "name", "driver", "kind", "roles", "state", "calls",
                        "errors", "cause");
            }
            return 0;
        }
    }

    @Command(description = "Shows an instance: its state, why it is in it, and how its calls went.")
    int show(@Mixin Remote remote, @Parameters(paramLabel = "INSTANCE") String name) {
        try (var api = remote.api()) {
            remote.show(api.get(Api.path("instances", name)));
            return 0;
        }
    }

    @Command(description = "Prints the JSON Schema of a driver's options.")
    int schema(@Mixin Remote remote, @Parameters(paramLabel = "DRIVER") String id) {
        try (var api = remote.api()) {
            remote.out().println(api.get(Api.path("drivers", id, "schema")).toPrettyString());
            return 0;
        }
    }

    @Command(description = "Prints a driver's guide: its options, what it needs, what to do when it fails.")
    int guide(@Mixin Remote remote, @Parameters(paramLabel = "DRIVER") String id) {
        try (var api = remote.api()) {
            var guide = new String(api.bytes(Api.path("drivers", id, "guide")), StandardCharsets.UTF_8);
            remote.out().println(guide.stripTrailing());
            return 0;
        }
    }

    @Command(description = "Opens an instance.")
    int enable(@Mixin Remote remote, @Parameters(paramLabel = "INSTANCE") String name) {
        try (var api = remote.api()) {
            remote.done(name + " is enabled", api.post(Api.path("instances", name, "enable")));
            return 0;
        }
    }

    @Command(description = "Lets the calls under way end, then closes an instance.")
    int disable(@Mixin Remote remote, @Parameters(paramLabel = "INSTANCE") String name) {
        try (var api = remote.api()) {
            remote.done(name + " is disabled", api.post(Api.path("instances", name, "disable")));
            return 0;
        }
    }
}
