package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "node", description = "Bare metal nodes.")
final class NodeCommand {
    @Mixin
    Help help = new Help();

    @Command(description = "Enrols a node.")
    int create(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--hardware", paramLabel = "INSTANCE", required = true, description = "Drives its management controller.") String hardware,
            @Option(names = "--deploy-interface", paramLabel = "INSTANCE", defaultValue = "autodetect", description = "What puts images on it; ${DEFAULT-VALUE}.") String deployInterface,
            @Option(names = "--trait", paramLabel = "TRAIT", description = "May be repeated.") @Nullable List<String> traits,
            @Option(names = "--property", paramLabel = "KEY=VALUE", description = "May be repeated.") @Nullable Map<String, String> properties) {
        try (var api = remote.api()) {
            var node = api.post("/nodes",
                    Map.of("name", name, "hardware", hardware, "deploy_interface", deployInterface,
                            "traits", traits == null ? List.of() : traits, "properties",
                            properties == null ? Map.of() : properties));
            remote.done(name + " is created", node);
            return 0;
        }
    }

    @Command(description = "Lists nodes.")
    int list(@Mixin Remote remote) {
        try (var api = remote.api()) {
            remote.list(api.list("/nodes", "nodes"), "name", "hardware", "state", "image", "deploy_interface", "chosen",
                    "reason");
            return 0;
        }
    }

    @Command(description = "Shows a node, and why its deploy interface was chosen.")
    int show(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        try (var api = remote.api()) {
            remote.show(api.get(Api.path("nodes", name)));
            return 0;
        }
    }

    @Command(description = "Says what autodetect would choose for an image, and why; changes nothing.")
    int explain(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--image", paramLabel = "IMAGE", required = true, description = "The image.") String image) {
        try (var api = remote.api()) {
            remote.show(api.get(Api.path("nodes", name, "explain") + Api.query(Map.of("image", image))));
            return 0;
        }
    }

    @Command(description = "Puts an image on a node.")
    int deploy(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--image", paramLabel = "IMAGE", required = true, description = "The image.") String image,
            @Option(names = "--watch", description = "Follows the job to its end.") boolean watch) {
        try (var api = remote.api()) {
            return ended(remote, api, api.post(Api.path("nodes", name, "deploy"), Map.of("image", image)), watch);
        }
    }

    @Command(description = "Makes what stands on a node's disk unusable.")
    int undeploy(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--watch", description = "Follows the job to its end.") boolean watch) {
        try (var api = remote.api()) {
            return ended(remote, api, api.post(Api.path("nodes", name, "undeploy")), watch);
        }
    }

    private static int ended(Remote remote, Api api, JsonNode job, boolean watch) {
        if (watch) {
            return remote.watch(api, job);
        }
        remote.done("job " + Table.text(job.path("id")) + "; follow it with `gantry job watch`", job);
        return 0;
    }

    @Command(description = "Writes the bytes of a node's disk to a file.")
    int disk(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "FILE") Path file) {
        try (var api = remote.api()) {
            api.download(Api.path("nodes", name, "disk"), file);
            remote.done("the disk of " + name + " is in " + file);
            return 0;
        }
    }

    @Command(description = "Forgets a node.")
    int delete(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        try (var api = remote.api()) {
            api.delete(Api.path("nodes", name));
            remote.done(name + " is deleted");
            return 0;
        }
    }
}
