package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "port", description = "Network ports of bare metal nodes, and which networks go to which.")
final class PortCommand {
    @Mixin
    Help help = new Help();

    @Command(description = "Lists ports.")
    int list(@Mixin Remote remote,
            @Option(names = "--node", paramLabel = "NODE", defaultValue = "", description = "Only of that node.") String node) {
        try (var api = remote.api()) {
            remote.list(api.at("/baremetal/v1")
                    .list("/ports/detail" + Api.query(Map.of("node", node, "limit", "1000")), "ports"), "uuid",
                    "node_uuid", "address", "name", "physical_network", "category", "vendor", "portgroup_uuid",
                    "internal_info");
            return 0;
        }
    }

    @Command(description = "Says which ports a network would go to, and of each port why or why not; changes nothing. Exits 1 if attaching would fail.")
    int plan(@Mixin Remote remote, @Parameters(paramLabel = "NODE") String node,
            @Option(names = "--trait", paramLabel = "TRAIT", description = "Of the instance; may be repeated. Without it, those of the instance that is on the node.") @Nullable List<String> traits,
            @Option(names = "--network", paramLabel = "NAME", description = "Name of the network.") @Nullable String network,
            @Option(names = "--tag", paramLabel = "TAG", description = "Of the network; may be repeated.") @Nullable List<String> tags) {
        var about = new HashMap<String, Object>(Map.of("tags", tags == null ? List.of() : tags));
        if (network != null) {
            about.put("name", network);
        }
        var body = new HashMap<String, Object>(Map.of("network", about));
        if (traits != null) {
            body.put("traits", traits);
        }
        try (var api = remote.api()) {
            var plan = api.post(Api.path("nodes", node, "port-plan"), body);
            if (remote.output == Remote.Output.JSON) {
                remote.show(plan);
            } else {
                print(remote, plan);
            }
            return plan.path("failed").asBoolean() ? Failure.Exit.FAILED.code() : 0;
        }
    }

    private static void print(Remote remote, JsonNode plan) {
        var out = remote.out();
        for (var trial : plan.path("trials")) {
            out.println(trial.path("trait").asText() + ", action " + trial.path("number").asText() + ": "
                    + trial.path("action").asText() + " where " + trial.path("filter").asText());
            var rows = new ArrayList<JsonNode>();
            trial.path("verdicts").forEach(rows::add);
            if (!rows.isEmpty()) {
                new Table(List.of("label", "uuid", "verdict", "reason")).print(out, rows);
            }
            out.println();
        }
        out.println(plan.path("reason").asText());
    }

    @Command(description = "Says which file of port traits is in force, and what is wrong with it; exits 1 if it has mistakes.")
    int traits(@Mixin Remote remote) {
        try (var api = remote.api()) {
            var state = api.get("/port-traits");
            remote.show(state);
            return state.path("mistakes").isEmpty() ? 0 : Failure.Exit.FAILED.code();
        }
    }
}
