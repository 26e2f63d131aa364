package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "host", description = "Compute hosts.", subcommands = DrainCommand.class)
final class HostCommand {
    @Mixin
    Help help = new Help();

    @Command(description = "Lists compute hosts, whether guests may be placed there, and their room.")
    int list(@Mixin Remote remote) {
        try (var api = remote.api()) {
            var hosts = api.list("/hosts", "hosts");
            hosts.forEach(HostCommand::summarize);
            remote.list(hosts, "name", "state", "guests", "memory", "processors", "reason");
            return 0;
        }
    }

    /// Adds in one word each what a table has no room for.
    private static void summarize(JsonNode host) {
        if (host instanceof ObjectNode object) {
            var room = host.path("capacity");
            if (room.isObject()) {
                object.put("memory", used(new Size(room.path("promised_memory_bytes").asLong()),
                        new Size(room.path("memory_bytes").asLong())));
                object.put("processors", used(room.path("promised_processors"), room.path("processors")));
            }
            if (host.path("silence").isTextual()) {
                object.put("reason", "does not answer: " + host.path("silence").asText());
            }
        }
    }

    private static String used(Object promised, Object all) {
        return promised + " of " + all;
    }

    @Command(description = "Shows a compute host.")
    int show(@Mixin Remote remote, @Parameters(paramLabel = "HOST") String name) {
        try (var api = remote.api()) {
            remote.show(api.get(Api.path("hosts", name)));
            return 0;
        }
    }

    @Command(description = "Lets guests be placed on a host again.")
    int enable(@Mixin Remote remote, @Parameters(paramLabel = "HOST") String name) {
        try (var api = remote.api()) {
            remote.done(name + " takes guests", api.post(Api.path("hosts", name, "enable")));
            return 0;
        }
    }

    @Command(description = "Lets no more guests be placed on a host; those that are there run on.")
    int disable(@Mixin Remote remote, @Parameters(paramLabel = "HOST") String name,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever wonders.") @Nullable String reason) {
        try (var api = remote.api()) {
            Map<String, String> body = reason == null ? Map.of() : Map.of("reason", reason);
            remote.done(name + " takes no more guests", api.post(Api.path("hosts", name, "disable"), body));
            return 0;
        }
    }

    @Command(description = "Shows what became of the guests of a host that is or was drained.")
    int report(@Mixin Remote remote, @Parameters(paramLabel = "HOST") String name) {
        try (var api = remote.api()) {
            moves(remote, api.get(Api.path("hosts", name, "drain")));
            return 0;
        }
    }

    /// Prints the guests of a plan or of a report in the order in which they leave.
    static void moves(Remote remote, JsonNode answer) {
        List<JsonNode> moves = answer.path("moves").valueStream().toList();
        moves.forEach(
                move -> ((ObjectNode) move).put("memory", new Size(move.path("memory_bytes").asLong()).toString()));
        remote.list(moves, "guest", "memory", "target", "state", "reason");
    }
}
