package io.gantry.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "key-store", description = "Key stores, and the secrets that are in them.")
final class KeyStoreCommand {
    @Mixin
    Help help = new Help();

    @Command(description = "Lists key stores; the first one is the site's default.")
    int list(@Mixin Remote remote) {
        try (var api = remote.api()) {
            remote.list(api.list("/key-stores", "key_stores"), "name", "driver", "sealing", "secrets");
            return 0;
        }
    }

    @Command(description = "Takes every secret of a key store to another one, as a job.")
    int move(@Mixin Remote remote, @Parameters(paramLabel = "FROM") String from,
            @Parameters(paramLabel = "TO") String to) {
        try (var api = remote.api()) {
            var job = api.post(Api.path("key-stores", from, "move"), Map.of("to", to));
            remote.done(Table.text(job.path("id")), job);
            return 0;
        }
    }

    @Command(description = "Seals every secret of a key store anew under its newest key, as a job.")
    int reseal(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        try (var api = remote.api()) {
            var job = api.post(Api.path("key-stores", name, "reseal"));
            remote.done(Table.text(job.path("id")), job);
            return 0;
        }
    }
}
