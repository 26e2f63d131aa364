package io.gantry.baremetal;

import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import io.gantry.sql.Sql;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Prints how long an allocation among many nodes takes, asked for over HTTP. Run its `main` with the tests' class path in `platform`:
/// `java --enable-native-access=ALL-UNNAMED -cp CLASSPATH io.gantry.baremetal.AllocationFigures [NODES]`.
///
/// Of each ten nodes one has the class `bm.0`, one `bm.1` and so on. Every second node has the trait `CUSTOM_HALF`, one in a thousand
/// `CUSTOM_RARE`. Those of class `bm.0` have four ports, of which one node in a thousand has two that are fast and on different switches.
public final class AllocationFigures {
    private static final int ROUNDS = 300;
    private static final int WARMING = 200;
    private static final int FAST = 1000;

    private final Sql sql;
    private final HostClient api;
    private final int nodes;

    private AllocationFigures(TestHost host, int nodes) throws Exception {
        this.sql = host.bean(Sql.class);
        this.api = new HostClient(host.uri() + "/gantry/v1", host.passwordFile()).at("/baremetal/v1");
        this.nodes = nodes;
    }

    public static void main(String[] arguments) throws Exception {
        var nodes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        var directory = Files.createTempDirectory("figures-");
        Files.writeString(directory.resolve("traits.yaml"), """
                CUSTOM_DUAL_10GB:
                  actions:
                    - action: group_and_attach_ports
                      filter: "gantry.speed_mbps >= '10000'"
                      min_count: 2
                      gantry.distinct: [ gantry.switch_id ]
                """);
        try (var host = TestHost.start(directory, "bare-metal: { port-traits: traits.yaml, power-interval: 0s }\n"
                + HostFile.of("keys: { driver: local }", "rack: { driver: lab-hardware }"))) {
            var figures = new AllocationFigures(host, nodes);
            figures.fill();
            figures.say("all free");
            figures.sql.update("update node set state = 'ACTIVE' where mod(number, 97) <> 0 and name <> 'n50000'");
            figures.say("one in a hundred free");
        }
        System.out.println("data: " + directory);
    }

    private void say(String site) throws Exception {
        say(site + ", by class", "bm.3", "", true);
        say(site + ", by class and a trait of every second", "bm.4", "\"CUSTOM_HALF\"", true);
        say(site + ", by class and a rare trait", "bm.0", "\"CUSTOM_RARE\"", true);
        say(site + ", by class and ports of one in a thousand", "bm.0", "\"CUSTOM_DUAL_10GB\"", true);
        say(site + ", by class and trait, in vain", "bm.5", "\"CUSTOM_HALF\", \"CUSTOM_RARE\"", false);
    }

    private void say(String what, String resourceClass, String traits, boolean found) throws Exception {
        var times = new long[ROUNDS];
        for (var round = -WARMING; round < ROUNDS; round++) {
            var begin = System.nanoTime();
            var made = api.post("/allocations",
                    "{\"resource_class\": \"%s\", \"traits\": [%s]}".formatted(resourceClass, traits));
            times[Math.max(round, 0)] = System.nanoTime() - begin;
            if (made.status() != 201 || found != made.json().path("state").asText().equals("active")) {
                throw new AssertionError(made.text());
            }
            api.delete("/allocations/" + made.json().path("uuid").asText());
        }
        Arrays.sort(times);
        System.out.printf("%-70s p50 %6.1f ms   p99 %6.1f ms%n", what, times[ROUNDS / 2] / 1e6,
                times[ROUNDS * 99 / 100] / 1e6);
    }

    /// Copies one node as often as is wanted.
    private void fill() throws Exception {
        var made = api.post("/nodes", "{\"driver\": \"rack\"}");
        var template = UUID.fromString(made.json().path("uuid").asText());
        var standing = sql.one(row -> row.text("standing"), "select standing from node where id = ?", template)
                .orElseThrow()
                .replace("ENROLL", "AVAILABLE");
        api.delete("/nodes/" + template);
        var ids = IntStream.range(0, nodes).mapToObj(_ -> UUID.randomUUID()).toList();
        var now = Instant.now();
        sql.batch("insert into node (id, name, driver, state, resource_class, maintenance, retired, conductor_group,"
                + " traits, fields, standing, version, created) values (?, ?, 'rack', 'AVAILABLE', ?, false, false, '',"
                + " ?, ?, ?, 1, ?)",
                rows(nodes, at -> new Object[]{ids.get(at), "n" + at, "bm." + at % 10,
                        "[" + String.join(",", traits(at)) + "]",
                        "{\"driver\":\"rack\",\"name\":\"n%d\",\"resource_class\":\"bm.%d\"}".formatted(at, at % 10),
                        standing, now}));
        sql.batch("insert into node_trait (node, trait) values (?, ?)", IntStream.range(0, nodes)
                .boxed()
                .flatMap(at -> traits(at).stream()
                        .<@Nullable Object[]>map(trait -> new Object[]{ids.get(at), trait.replace("\"", "")}))
                .toList());
        sql.batch(
                "insert into port (id, node, address, physical_network, pxe_enabled, smart_nic, groupable, link, extra,"
                        + " internal, created) values (?, ?, ?, 'lan', true, false, true, ?, ?, '{}', ?)",
                rows(nodes / 10 * 4, at -> {
                    var node = at / 4 * 10;
                    var fast = node % (10 * FAST) == 0 && at % 4 < 2;
                    return new Object[]{UUID.randomUUID(), ids.get(node), "52:54:00:%02x:%02x:%02x".formatted(at >> 16,
                            at >> 8 & 255, at & 255), "{\"switch_id\":\"s" + at % 4 + "\"}",
                            "{\"gantry\":{\"speed_mbps\":" + (fast ? 25_000 : 1000) + "}}", now};
                }));
        System.out.println(nodes + " nodes, " + sql.one(row -> row.number("n"), "select count(*) as n from port")
                + " ports");
    }

    private static List<String> traits(int at) {
        var rare = at % 1000 == 0;
        return at % 2 == 0
                ? rare ? List.of("\"CUSTOM_HALF\"", "\"CUSTOM_RARE\"") : List.of("\"CUSTOM_HALF\"")
                : List.of();
    }

    private interface Line {
        @Nullable
        Object[] at(int number);
    }

    private static List<@Nullable Object[]> rows(int count, Line line) {
        return IntStream.range(0, count).<@Nullable Object[]>mapToObj(line::at).toList();
    }
}
