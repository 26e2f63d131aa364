package io.gantry.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "image", description = "Disk images for nodes.")
final class ImageCommand {
    @Mixin
    Help help = new Help();

    @Command(description = "Keeps a file as an image.")
    int upload(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "FILE") Path file) {
        try (var api = remote.api()) {
            var image = api.upload("PUT", Api.path("images", name), file);
            var bytes = new Size(image.path("bytes").asLong());
            remote.done(name + " is kept: " + bytes + ", SHA-256 " + Table.text(image.path("sha256")), image);
            return 0;
        }
    }

    @Command(description = "Lists images.")
    int list(@Mixin Remote remote) {
        try (var api = remote.api()) {
            remote.list(api.list("/images", "images"), "name", "bytes", "sha256", "properties");
            return 0;
        }
    }

    @Command(description = "Shows an image.")
    int show(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        try (var api = remote.api()) {
            remote.show(api.get(Api.path("images", name)));
            return 0;
        }
    }

    @Command(description = "Removes an image.")
    int delete(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        try (var api = remote.api()) {
            api.delete(Api.path("images", name));
            remote.done(name + " is deleted");
            return 0;
        }
    }
}
