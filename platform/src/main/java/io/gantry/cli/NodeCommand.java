package io.gantry.cli;

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
    private static final Map<String, String> POWER = Map.of("on", "power on", "off", "power off", "reboot", "rebooting",
            "soft-off", "soft power off", "soft-reboot", "soft rebooting");

    @Mixin
    Help help = new Help();

    @Command(description = "Takes a node in.")
    int create(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--driver", paramLabel = "INSTANCE", required = true, description = "Drives its management controller.") String driver,
            @Option(names = "--deploy-interface", paramLabel = "INSTANCE", defaultValue = "autodetect", description = "What puts images on it; ${DEFAULT-VALUE}.") String deployInterface,
            @Option(names = "--trait", paramLabel = "TRAIT", description = "May be repeated.") @Nullable List<String> traits,
            @Option(names = "--driver-info", paramLabel = "KEY=VALUE", description = "How to reach its controller; may be repeated.") @Nullable Map<String, String> info,
            @Option(names = "--property", paramLabel = "KEY=VALUE", description = "What it is made of; may be repeated.") @Nullable Map<String, String> properties,
            @Option(names = "--offer", description = "Asks its controller, cleans it and offers it.") boolean offer) {
        try (var api = remote.api()) {
            var nodes = new NodeApi(api);
            var node = nodes.create(Map.of("name", name, "driver", driver, "deploy_interface", deployInterface,
                    "driver_info", info == null ? Map.of() : info, "properties",
                    properties == null ? Map.of() : properties));
            if (traits != null) {
                nodes.traits(name, traits);
            }
            if (!offer) {
                remote.done(name + " is written down; check it with `gantry node ask " + name + " manage`", node);
                return 0;
            }
            var ended = nodes.offer(name, remote.bar());
            remote.done(name + " is " + Table.text(nodes.show(name).path("provision_state")), nodes.show(name));
            return JobWatch.succeeded(ended) ? 0 : Failure.Exit.FAILED.code();
        }
    }

    @Command(description = "Lists nodes.")
    int list(@Mixin Remote remote) {
        try (var api = remote.api()) {
            remote.list(new NodeApi(api).list(), "name", "driver", "power_state", "provision_state",
                    "deploy_interface", "maintenance", "last_error");
            return 0;
        }
    }

    @Command(description = "Shows a node, and why its deploy interface was chosen.")
    int show(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        try (var api = remote.api()) {
            remote.show(new NodeApi(api).show(name));
            return 0;
        }
    }

    @Command(description = "Asks for something: manage, provide, inspect, rebuild, adopt, abort, unhold, ...")
    int ask(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "TARGET") String target,
            @Option(names = "--watch", description = "Follows the job to its end.") boolean watch) {
        return begin(remote, name, target, watch);
    }

    @Command(description = "Says what autodetect would choose for an image, and why; changes nothing.")
    int explain(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--image", paramLabel = "IMAGE", description = "The image; the one that the node names.") @Nullable String image) {
        try (var api = remote.api()) {
            remote.show(api.get(Api.path("nodes", name, "explain")
                    + (image == null ? "" : Api.query(Map.of("image", image)))));
            return 0;
        }
    }

    @Command(description = "Puts an image on a node.")
    int deploy(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--image", paramLabel = "IMAGE", required = true, description = "Name of an image that the host keeps, or a URL.") String image,
            @Option(names = "--watch", description = "Follows the job to its end.") boolean watch) {
        try (var api = remote.api()) {
            new NodeApi(api).image(name, image);
        }
        return begin(remote, name, "active", watch);
    }

    @Command(description = "Takes off what is on a node, and cleans it.")
    int undeploy(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--watch", description = "Follows the job to its end.") boolean watch) {
        return begin(remote, name, "deleted", watch);
    }

    private static int begin(Remote remote, String name, String target, boolean watch) {
        try (var api = remote.api()) {
            var nodes = new NodeApi(api);
            var job = nodes.ask(name, target);
            if (watch && !job.isEmpty()) {
                return remote.watch(api, job);
            }
            remote.done(name + " is " + Table.text(nodes.show(name).path("provision_state"))
                    + (job.isEmpty() ? "" : "; follow job " + job + " with `gantry job watch`"), nodes.show(name));
            return 0;
        }
    }

    @Command(description = "Switches a node: on, off, reboot, soft-off, soft-reboot.")
    int power(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "WHAT") String what) {
        try (var api = remote.api()) {
            new NodeApi(api).power(name, POWER.getOrDefault(what, what));
            remote.done(name + " is being switched");
            return 0;
        }
    }

    @Command(description = "Says for each interface of a node whether it could work now, and why not.")
    int validate(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        try (var api = remote.api()) {
            remote.show(new NodeApi(api).validate(name));
            return 0;
        }
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
            new NodeApi(api).delete(name);
            remote.done(name + " is deleted");
            return 0;
        }
    }
}
