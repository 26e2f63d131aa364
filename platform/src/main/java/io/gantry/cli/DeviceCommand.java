package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "device", description = "The accelerators of all hosts.", subcommands = {ProfileCommand.class,
        RequestCommand.class})
final class DeviceCommand {
    @Mixin
    Help help = new Help();

    @Command(description = "Lists devices; which drivers do not say what is there now is told on standard error.")
    int list(@Mixin Remote remote,
            @Option(names = "--instance", defaultValue = "", description = "Only what this driver instance finds.") String instance,
            @Option(names = "--host", defaultValue = "", description = "Only those of this host.") String host,
            @Option(names = "--look", description = "Asks the drivers first; else what they said within the last minute.") boolean look) {
        try (var api = remote.api()) {
            var answer = api.get(
                    "/devices" + Api.query(Map.of("instance", instance, "host", host, "look", look ? "true" : "")));
            remote.list(elements(answer.path("devices")).stream().map(DeviceCommand::row).toList(), "host", "instance",
                    "id", "kind",
                    "name", "pieces", "used", "enabled", "obstacles");
            elements(answer.path("problems")).forEach(problem -> remote.err()
                    .println("gantry: " + Table.text(problem.path("instance")) + ": since "
                            + Table.text(problem.path("since")) + ": "
                            + Table.text(problem.path("detail"))));
            return 0;
        }
    }

    /// With the sums over its parts.
    private static JsonNode row(JsonNode device) {
        var row = JsonNodeFactory.instance.objectNode();
        row.setAll((com.fasterxml.jackson.databind.node.ObjectNode) device);
        row.put("pieces", elements(device.path("parts")).stream().mapToLong(part -> part.path("total").asLong()).sum());
        row.put("used", elements(device.path("parts")).stream().mapToLong(part -> part.path("used").asLong()).sum());
        return row;
    }

    static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    @Command(description = "Shows a device, its parts, who has their pieces, and what its driver measures.")
    int show(@Mixin Remote remote,
            @Parameters(paramLabel = "DEVICE", description = "Its uuid, or its id where one host has that.") String id) {
        try (var api = remote.api()) {
            remote.show(api.get(Api.path("devices", id)));
            return 0;
        }
    }

    @Command(description = "Says for each candidate why it would or would not serve a profile; exits 1 if nothing would.")
    int explain(@Mixin Remote remote, @Parameters(paramLabel = "PROFILE") String profile) {
        try (var api = remote.api()) {
            var answer = api.get(Api.path("accelerator-profiles", profile, "explain"));
            if (remote.output == Remote.Output.JSON) {
                remote.show(answer);
            } else {
                remote.list(elements(answer.path("candidates")), "group", "host", "device", "name", "fits", "reason");
            }
            return answer.path("fits").asBoolean() ? 0 : Failure.Exit.FAILED.code();
        }
    }

    @Command(description = "Programs a device of which nobody has a piece, with a bitstream of the host.")
    int program(@Mixin Remote remote, @Parameters(paramLabel = "DEVICE") String id,
            @Parameters(paramLabel = "BITSTREAM", description = "Name of its file up to the first dot.") String bitstream,
            @Option(names = "--part", description = "Which part, if the device has several.") @Nullable String part) {
        try (var api = remote.api()) {
            var body = new HashMap<String, @Nullable Object>();
            body.put("bitstream", bitstream);
            body.put("part", part);
            return remote.watch(api, api.post(Api.path("devices", id, "program"), Remote.body(body)));
        }
    }

    @Command(description = "Lets pieces of a device be handed out.")
    int enable(@Mixin Remote remote, @Parameters(paramLabel = "DEVICE") String id) {
        return state(remote, id, "enable");
    }

    @Command(description = "Hands out no more pieces of a device; who has one keeps it.")
    int disable(@Mixin Remote remote, @Parameters(paramLabel = "DEVICE") String id) {
        return state(remote, id, "disable");
    }

    private static int state(Remote remote, String id, String verb) {
        try (var api = remote.api()) {
            api.post(Api.path("devices", id, verb));
            remote.done("device " + id + " is " + verb + "d");
            return 0;
        }
    }
}
