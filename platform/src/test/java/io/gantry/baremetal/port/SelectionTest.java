package io.gantry.baremetal.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The search against trying everything.
class SelectionTest {
    private static final List<Variable> DISTINCT = List.of(Variable.SWITCH_ID, Variable.PCI_SLOT);

    @Test
    void findsWhatTryingEverythingFinds() {
        var random = new Random(20260823);
        var solved = 0;
        for (var round = 0; round < 4000; round++) {
            var ports = ports(random, 1 + random.nextInt(9));
            var distinct = DISTINCT.subList(0, random.nextInt(3));
            var least = 2 + random.nextInt(3);
            var most = random.nextBoolean() ? Integer.MAX_VALUE : least + random.nextInt(2);
            var file = Samples
                    .trait("action: group_and_attach_ports, filter: \"port.category == 'x'\", min_count: " + least
                            + (most == Integer.MAX_VALUE ? "" : ", max_count: " + most)
                            + ", gantry.distinct: " + distinct.stream().map(Variable::text).toList());
            var expected = everything(ports, distinct, least, most);
            assertEquals(expected, Samples.chosen(Samples.plan(file, ports)), () -> ports + " " + distinct);
            solved += expected.isEmpty() ? 0 : 1;
        }
        assertEquals(true, solved > 500 && solved < 3500, "a test of " + solved + " that have a solution says little");
    }

    private static List<Port> ports(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Samples.port("p" + i,
                        "category=" + (random.nextInt(5) > 0 ? "x" : "y") + (random.nextInt(4) > 0
                                ? " net=" + random.nextInt(2)
                                : "") + (random.nextInt(8) > 0 ? " switch=" + random.nextInt(4) : "")
                                + (random.nextInt(8) > 0 ? " pci_slot=" + random.nextInt(4) : "")))
                .toList();
    }

    /// All sets of ports; of the right ones those in the physical network of the most preferred port, the largest of them, and of these the first.
    private static List<String> everything(List<Port> ports, List<Variable> distinct, int least, int most) {
        var right = new ArrayList<List<Port>>();
        for (var set = 1; set < 1 << ports.size(); set++) {
            var chosen = set(ports, set);
            if (chosen.size() >= least && chosen.size() <= most && fits(chosen, distinct)) {
                right.add(chosen);
            }
        }
        var candidates = ports.stream()
                .filter(port -> fits(List.of(port), distinct))
                .map(Port::physicalNetwork)
                .distinct()
                .toList();
        for (Optional<String> network : candidates) {
            var there = right.stream().filter(set -> set.getFirst().physicalNetwork().equals(network)).toList();
            var size = there.stream().mapToInt(List::size).max().orElse(0);
            var best = there.stream().filter(set -> set.size() == size).min((a, b) -> compare(a, b, ports));
            if (best.isPresent()) {
                return best.get().stream().map(port -> port.name().orElseThrow()).toList();
            }
        }
        return List.of();
    }

    private static List<Port> set(List<Port> ports, int bits) {
        return IntStream.range(0, ports.size()).filter(i -> (bits >> i & 1) == 1).mapToObj(ports::get).toList();
    }

    private static int compare(List<Port> first, List<Port> second, List<Port> order) {
        for (var i = 0; i < first.size(); i++) {
            var difference = order.indexOf(first.get(i)) - order.indexOf(second.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static boolean fits(List<Port> chosen, List<Variable> distinct) {
        return chosen.stream().allMatch(port -> port.category().equals(Optional.of("x")))
                && chosen.stream().map(Port::physicalNetwork).distinct().count() == 1
                && distinct.stream()
                        .allMatch(variable -> chosen.stream().allMatch(port -> variable.read(port).isPresent())
                                && chosen.stream().map(variable::read).distinct().count() == chosen.size());
    }
}
