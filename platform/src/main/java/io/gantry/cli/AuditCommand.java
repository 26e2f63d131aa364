package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.base.Chain;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "audit", description = "Who did what to what, the newest last.")
final class AuditCommand implements Callable<Integer> {
    private static final int PAGE = 1000;

    @Mixin
    private final Remote remote = new Remote();

    @Option(names = "--limit", defaultValue = "50", description = "At most so many, 1 to 1000; ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--verify", description = "Reads the whole trail and checks that no row was changed, taken out or put in.")
    private boolean verify;

    @Override
    public Integer call() {
        try (var api = remote.api()) {
            return verify ? verify(api) : list(api);
        }
    }

    private int list(Api api) {
        remote.list(api.list("/audit" + Api.query(Map.of("limit", Integer.toString(limit))), "entries"), "at",
                "user_name", "operation", "object", "status", "address", "request");
        return 0;
    }

    /// The last hash is printed: who keeps it can tell later that nothing was cut off the end.
    private int verify(Api api) {
        var before = Chain.START;
        var number = 0L;
        while (true) {
            var page = api.list(
                    "/audit" + Api.query(Map.of("after", Long.toString(number), "limit", Integer.toString(PAGE))),
                    "entries");
            for (var row : page) {
                number++;
                var link = Chain.link(before, Stream.of("number", "at", "user", "user_name", "project", "operation",
                        "object", "status", "address", "request").map(row::path).map(JsonNode::asText).toList());
                if (row.path("number").asLong() != number || !row.path("hash").asText().equals(link)) {
                    throw new Failure(Failure.Exit.FAILED, "the audit trail is broken at row " + number
                            + ": it or one before it was changed, taken out or put in");
                }
                before = link;
            }
            if (page.isEmpty()) {
                remote.out().println(number + " rows, unbroken; the last hash is " + before);
                return 0;
            }
        }
    }
}
