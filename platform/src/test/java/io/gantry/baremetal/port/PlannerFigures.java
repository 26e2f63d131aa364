package io.gantry.baremetal.port;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Prints how long a plan for 64 ports takes, of which eight traits are tried. Run its `main` with the tests' class path.
public final class PlannerFigures {
    private static final int PORTS = 64;
    private static final int TRAITS = 8;
    private static final int WARMING = 2000;
    private static final int ROUNDS = 4000;

    private PlannerFigures() {}

    public static void main(String[] arguments) {
        var ports = IntStream.range(0, PORTS)
                .mapToObj(i -> Samples.port("p" + i,
                        "net=n" + i % 3 + " category=nic-10g vendor=v" + i % 7 + " switch=s"
                                + i % 16 + " pci_slot=c" + i / 4 + " speed_mbps=" + (i % 5 == 0 ? 1000 : 10000)))
                .toList();
        var names = IntStream.range(0, TRAITS).mapToObj(i -> "T" + i).toList();
        say("single ports, nothing found", names, ports,
                "action: attach_port, filter: \"port.vendor == 'none' || port.category == 'x'\"");
        say("groups of two on different switches, nothing found", names, ports,
                "action: group_and_attach_ports, filter: \"gantry.speed_mbps >= '10000'\", min_count: 17, gantry.distinct: [ gantry.switch_id ]");
        say("groups on different switches and cards, nothing found", names, ports,
                "action: group_and_attach_ports, filter: \"gantry.speed_mbps >= '10000'\", min_count: 17, gantry.distinct: [ gantry.switch_id, gantry.pci_slot ]");
        say("the largest group on different switches and cards", names, ports,
                "action: group_and_attach_ports, filter: \"gantry.speed_mbps >= '10000'\", min_count: 2, gantry.distinct: [ gantry.switch_id, gantry.pci_slot ]");
    }

    private static void say(String what, List<String> names, List<Port> ports, String action) {
        var file = Samples.file(names.stream()
                .map(name -> name + ": { actions: [ { " + action + " } ] }")
                .collect(Collectors.joining("\n")));
        var request = new PlanRequest(Set.copyOf(names), ports, List.of(),
                new Network(Optional.of("web"), Set.of("a", "b")));
        var times = new long[ROUNDS];
        var trials = 0;
        for (var round = -WARMING; round < ROUNDS; round++) {
            var begin = System.nanoTime();
            trials = Planner.plan(file, Switches.USUAL, request).trials().size();
            times[Math.max(round, 0)] = System.nanoTime() - begin;
        }
        Arrays.sort(times);
        System.out.printf("%-60s %d traits tried   p50 %.3f ms   p99 %.3f ms%n", what, trials,
                times[ROUNDS / 2] / 1e6, times[ROUNDS * 99 / 100] / 1e6);
    }
}
