package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "device", description = "The accelerators of the host.")
final class DeviceCommand {
    @Mixin
    Help help = new Help();

    @Command(description = "Lists what the accelerator drivers find now; what they cannot read is told on standard error.")
    int list(@Mixin Remote remote,
            @Option(names = "--instance", defaultValue = "", description = "Only what this driver instance finds.") String instance) {
        try (var api = remote.api()) {
            var answer = api.get("/devices" + Api.query(Map.of("instance", instance)));
            remote.list(elements(answer.path("devices")), "instance", "id", "kind", "name", "parts");
            elements(answer.path("problems")).forEach(problem -> remote.err()
                    .println(
                            "gantry: " + Table.text(problem.path("instance")) + ": "
                                    + Table.text(problem.path("detail"))));
            return 0;
        }
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
