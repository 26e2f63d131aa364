package io.gantry.baremetal;

import io.gantry.Peer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Prints what a real Ironic and this host do under the same load, by turns on the same machine. Run its `main` with the tests' class path in
/// `platform`, on a machine with `python3-ironic`, and name the `gantry` of an unpacked distribution:
/// `java -cp CLASSPATH io.gantry.baremetal.IronicFigures GANTRY [ROUNDS] [SECONDS]`.
public final class IronicFigures {
    private static final int NODES = 1000;
    private static final int DEPLOYS = 50;
    private static final int AT_ONCE = 8;
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String name;
    private final URI root;
    private final Map<String, String> headers;
    private final String driver;
    private final String instanceInfo;
    private final List<String> ids = new java.util.concurrent.CopyOnWriteArrayList<>();

    private IronicFigures(String name, String root, Map<String, String> headers, String driver, String instanceInfo) {
        this.name = name;
        this.root = URI.create(root);
        this.headers = headers;
        this.driver = driver;
        this.instanceInfo = instanceInfo;
    }

    public static void main(String[] arguments) throws Exception {
        var rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        var seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        var directory = Files.createTempDirectory("figures-");
        var begin = System.nanoTime();
        try (var peer = Peer.start("ironic_peer.py", directory.resolve("ironic"))) {
            var then = System.nanoTime();
            try (var host = new Shipped(Path.of(arguments[0]), directory.resolve("host"))) {
                say("start, s", (then - begin) / 1e9, (System.nanoTime() - then) / 1e9, false);
                var version = Map.of("X-OpenStack-Ironic-API-Version", "1.82");
                compare(new IronicFigures("ironic", peer.url() + "/v1", version, "fake-hardware",
                        "{\"image_source\": \"http://127.0.0.1:9/x\", \"image_checksum\": \"a\"}"),
                        new IronicFigures("gantry", host.url() + "/baremetal/v1",
                                Map.of("X-OpenStack-Ironic-API-Version", "1.82", "X-Auth-Token", host.token()), "rack",
                                "{\"image_source\": \"disk\"}"),
                        rounds, seconds);
                say("memory, MiB", memory(peer.pid()), memory(host.pid()), false);
            }
        }
    }

    private static double memory(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status"))
                .stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum() / 1024.0;
    }

    private static void compare(IronicFigures theirs, IronicFigures ours, int rounds, int seconds) throws Exception {
        for (var side : List.of(ours, theirs)) {
            side.fill();
        }
        turns("create, 1 at once, per s", rounds, theirs, ours, side -> side.rate(1, seconds, side::create));
        turns("create, 4 at once, per s", rounds, theirs, ours, side -> side.rate(4, seconds, side::create));
        turns("show, 4 at once, per s", rounds, theirs, ours,
                side -> side.rate(4, seconds, wire -> wire.ask("GET", "/nodes/" + side.any(), "")));
        turns("list of 1000, per s", rounds, theirs, ours,
                side -> side.rate(1, seconds, wire -> wire.ask("GET", "/nodes?limit=1000", "")));
        turns("list of 1000 with details, per s", rounds, theirs, ours,
                side -> side.rate(1, seconds, wire -> wire.ask("GET", "/nodes/detail?limit=1000", "")));
        turns("lives of 50 nodes from create to active, 8 at once, per s", rounds, theirs, ours,
                IronicFigures::deploys);
    }

    private interface Measured {
        double of(IronicFigures side) throws Exception;
    }

    private interface Asked {
        int with(Wire wire) throws IOException;
    }

    private static void turns(String what, int rounds, IronicFigures theirs, IronicFigures ours, Measured measured)
            throws Exception {
        var there = new double[rounds];
        var here = new double[rounds];
        measured.of(ours); // its compiler has to see the code first; a service runs for longer than a test
        for (var round = 0; round < rounds; round++) {
            there[round] = measured.of(theirs);
            here[round] = measured.of(ours);
        }
        Arrays.sort(there);
        Arrays.sort(here);
        say(what, there[rounds / 2], here[rounds / 2], true);
    }

    private static void say(String what, double theirs, double ours, boolean more) {
        System.out.printf("%-60s ironic %,10.1f   gantry %,10.1f   %,7.1f times%n", what, theirs, ours,
                more ? ours / theirs : theirs / ours);
    }

    private void fill() throws Exception {
        try (var wire = new Wire(root, headers)) {
            while (ids.size() < NODES) {
                create(wire);
            }
        }
    }

    private String any() {
        return ids.get(java.util.concurrent.ThreadLocalRandom.current().nextInt(NODES));
    }

    private int create(Wire wire) throws IOException {
        var status = wire.ask("POST", "/nodes",
                "{\"driver\": \"%s\", \"name\": \"f%d\", \"resource_class\": \"bm.large\", \"properties\": {\"cpus\": 8, \"memory_mb\": 65536}, \"driver_info\": {\"a\": \"b\"}}"
                        .formatted(driver, NAMES.incrementAndGet()));
        if (ids.size() < NODES) {
            ids.add(wire.json().path("uuid").asText());
        }
        return status;
    }

    private double rate(int connections, int seconds, Asked asked) throws Exception {
        var begin = System.nanoTime();
        var end = begin + TimeUnit.SECONDS.toNanos(seconds);
        var done = new AtomicInteger();
        atOnce(connections, wire -> {
            do {
                var status = asked.with(wire);
                if (status >= 300) {
                    throw new IOException(name + " said " + status + ": " + wire.text());
                }
                done.incrementAndGet();
            } while (System.nanoTime() < end);
        });
        return done.get() * 1e9 / (System.nanoTime() - begin);
    }

    private interface Work {
        void with(Wire wire) throws Exception;
    }

    private void atOnce(int connections, Work work) throws Exception {
        try (var pool = Executors.newFixedThreadPool(connections)) {
            var all = IntStream.range(0, connections).mapToObj(_ -> pool.submit(() -> {
                try (var wire = new Wire(root, headers)) {
                    work.with(wire);
                    return wire;
                }
            })).toList();
            for (var one : all) {
                one.get();
            }
        }
    }

    private double deploys() throws Exception {
        var begin = System.nanoTime();
        var waiting = new ConcurrentLinkedQueue<>(IntStream.range(0, DEPLOYS).boxed().toList());
        atOnce(AT_ONCE, wire -> {
            while (waiting.poll() != null) {
                live(wire);
            }
        });
        return DEPLOYS * 1e9 / (System.nanoTime() - begin);
    }

    private void live(Wire wire) throws Exception {
        var node = "d" + NAMES.incrementAndGet();
        var made = wire.ask("POST", "/nodes",
                "{\"driver\": \"%s\", \"name\": \"%s\", \"automated_clean\": false, \"instance_info\": %s}"
                        .formatted(driver, node, instanceInfo));
        if (made != 201) {
            throw new IOException(name + " said " + wire.text());
        }
        provision(wire, node, "manage", "manageable");
        provision(wire, node, "provide", "available");
        provision(wire, node, "active", "active");
    }

    private void provision(Wire wire, String node, String target, String state) throws Exception {
        while (wire.ask("PUT", "/nodes/" + node + "/states/provision", "{\"target\": \"" + target + "\"}") == 409) {
            TimeUnit.MILLISECONDS.sleep(5); // Ironic holds the node for a moment more
        }
        do {
            TimeUnit.MILLISECONDS.sleep(5);
            wire.ask("GET", "/nodes/" + node + "?fields=provision_state,last_error", "");
            if (wire.json().path("provision_state").asText().contains("fail")) {
                throw new IOException(name + ": " + wire.text());
            }
        } while (!wire.json().path("provision_state").asText().equals(state));
    }
}
