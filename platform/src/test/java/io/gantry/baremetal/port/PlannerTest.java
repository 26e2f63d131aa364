package io.gantry.baremetal.port;

import static io.gantry.baremetal.port.Samples.chosen;
import static io.gantry.baremetal.port.Samples.group;
import static io.gantry.baremetal.port.Samples.plan;
import static io.gantry.baremetal.port.Samples.port;
import static io.gantry.baremetal.port.Samples.trait;
import static io.gantry.baremetal.port.Samples.verdict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.baremetal.port.Verdict.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final String TWO = "action: group_and_attach_ports, filter: port.is_port, min_count: 2";
    private static final String TWO_FAST = "action: group_and_attach_ports, filter: \"gantry.speed_mbps >= '10000'\", min_count: 2, max_count: 2, gantry.distinct: [ gantry.switch_id ]";

    @Test
    void twoTenGigabitPortsOnDifferentSwitches() {
        var plan = plan(trait(TWO_FAST), List.of(port("a", "speed_mbps=1000 switch=x"),
                port("b", "speed_mbps=10000 switch=x"), port("c", "speed_mbps=10000 switch=x"),
                port("d", "speed_mbps=10000"), port("e", "speed_mbps=25000 switch=y"),
                port("f", "speed_mbps=25000 switch=z")));
        assertEquals(List.of("b", "e"), chosen(plan));
        assertEquals("T, action 1: A group of 2 with different gantry.switch_id can be made: port b, port e.",
                plan.reason());
        assertEquals("gantry.speed_mbps >= '10000' does not hold: it is 1000", verdict(plan, "a").reason());
        assertEquals("it matches, but its gantry.switch_id is that of port b", verdict(plan, "c").reason());
        assertEquals("its gantry.switch_id is not known, so it is not known to differ from the others",
                verdict(plan, "d").reason());
        assertEquals("it matches, but 2 are enough", verdict(plan, "f").reason());
        assertEquals(List.of(Answer.REFUSED, Answer.CHOSEN, Answer.POSSIBLE, Answer.REFUSED, Answer.CHOSEN,
                Answer.POSSIBLE), plan.trials().getFirst().verdicts().stream().map(Verdict::answer).toList());
    }

    /// The newest port is alone in its physical network; who sticks to the first one finds nothing.
    @Test
    void anotherPhysicalNetworkIsTriedIfTheFirstHasTooFew() {
        var plan = plan(trait(TWO), List.of(port("b", "net=b"), port("a2", "net=a"), port("a1", "net=a")));
        assertEquals(List.of("a2", "a1"), chosen(plan));
        assertEquals("it matches, but the group is in physical network a", verdict(plan, "b").reason());
    }

    @Test
    void theNewestPhysicalNetworkThatHasEnoughWinsAndAllOfItsPortsAreTaken() {
        var ports = List.of(port("b2", "net=b"), port("a1", "net=a"), port("b1", "net=b"), port("a2", "net=a"),
                port("a3", "net=a"));
        assertEquals(List.of("b2", "b1"), chosen(plan(trait(TWO), ports)));
        assertEquals(List.of("a1", "a2", "a3"), chosen(plan(trait(TWO.replace("2", "3")), ports)));
        assertEquals(List.of("a1", "a2"), chosen(plan(trait(TWO + ", max_count: 2"), ports.subList(1, 5))));
    }

    @Test
    void portsWithoutPhysicalNetworkGoTogether() {
        assertEquals(List.of("x", "y"),
                chosen(plan(trait(TWO), List.of(port("x", ""), port("a", "net=a"), port("y", "")))));
    }

    /// Who takes x1 first has to leave y1 and x2, and finds only one.
    @Test
    void twoThingsInWhichPortsDifferNeedASearch() {
        var file = trait(TWO.replace("2", "3") + ", gantry.distinct: [ gantry.switch_id, gantry.pci_slot ]");
        var ports = List.of(port("x1", "switch=x pci_slot=1"), port("x2", "switch=x pci_slot=2"),
                port("y1", "switch=y pci_slot=1"), port("z1", "switch=z pci_slot=1"),
                port("z3", "switch=z pci_slot=3"));
        assertEquals(List.of("x2", "y1", "z3"), chosen(plan(file, ports)));
    }

    @Test
    void saysWhyThereIsNoGroup() {
        var plan = plan(trait(TWO_FAST), List.of(port("a", "speed_mbps=10000 switch=x net=n"),
                port("b", "speed_mbps=10000 switch=x net=n"), port("c", "speed_mbps=10000 switch=x")));
        assertEquals(
                "T, action 1: No group can be made: 2 free ports of one physical network with different gantry.switch_id are needed; there are 1 of the 2 in physical network n, 1 of the 1 without a physical network.",
                plan.reason());
        assertTrue(plan.failed());
        assertEquals("it matches, but there are too few that go with it", verdict(plan, "a").reason());
        assertTrue(plan(trait(TWO_FAST), List.of()).reason().endsWith("are needed; none matches."));
    }

    @Test
    void whatIsNotFreeIsNoCandidate() {
        var ports = List.of(port("busy", "vif=v1"), port("member", "group=g"), port("lone", "group=h vif=v2"),
                port("fixed", "fixed=1"), port("ok", ""), port("ok2", ""));
        var groups = List.of(group("g", Optional.empty(), Optional.empty()),
                group("h", Optional.empty(), Optional.empty()),
                group("i", Optional.empty(), Optional.of("v3")));
        var plan = plan(trait(TWO), ports, groups, Network.UNKNOWN);
        assertEquals(List.of("ok", "ok2"), chosen(plan));
        assertEquals("it carries the network port v1", verdict(plan, "busy").reason());
        assertEquals("it is a member of port group g", verdict(plan, "member").reason());
        assertEquals("it is not available for a dynamic port group", verdict(plan, "fixed").reason());
        assertEquals("group_and_attach_ports takes ports, not port groups", verdict(plan, "g").reason());
        var grouped = plan(trait("action: attach_portgroup, filter: port.is_portgroup"), ports, groups,
                Network.UNKNOWN);
        assertEquals(List.of("g"), chosen(grouped));
        assertEquals("its member port lone carries a network on its own", verdict(grouped, "h").reason());
        assertEquals("it carries the network port v3", verdict(grouped, "i").reason());
        assertEquals(List.of("fixed"), chosen(plan(trait("action: attach_port, filter: port.is_port"), ports)));
    }

    @Test
    void oneNetworkGoesToOnePortHoweverManyAreDemanded() {
        var ports = List.of(port("a", "category=x"), port("b", "category=x"), port("c", ""));
        var filter = "action: attach_port, filter: \"port.category == 'x'\"";
        assertEquals(List.of("a"), chosen(plan(trait(filter), ports)));
        assertEquals(List.of("a"), chosen(plan(trait(filter + ", min_count: 2, max_count: 2"), ports)));
        assertEquals(List.of("a"), chosen(plan(trait(filter + ", min_count: 0"), ports)));
        var plan = plan(trait(filter + ", min_count: 3"), ports);
        assertEquals(List.of(), chosen(plan));
        assertEquals("T, action 1: 2 free ports match, but min_count is 3.", plan.reason());
        assertEquals("it matches, but too few do", verdict(plan, "b").reason());
    }

    @Test
    void theFirstActionThatCanBeDoneDecides() {
        var file = trait(TWO, "action: attach_port, filter: port.is_port");
        assertEquals(List.of("a"), chosen(plan(file, List.of(port("a", "net=a"), port("b", "net=b")))));
        var both = plan(file, List.of(port("a", "net=a"), port("b", "net=a")));
        assertEquals(List.of("a", "b"), chosen(both));
        assertEquals(1, both.trials().size());
    }

    @Test
    void traitsAreTriedByTheirOrderAndThenByTheFile() {
        var file = Samples.file("""
                T: { order: 3, actions: [ { action: attach_port, filter: "port.vendor == 't'" } ] }
                A: { order: 2, actions: [ { action: attach_port, filter: "port.vendor == 'a'" } ] }
                B: { order: 2, actions: [ { action: attach_port, filter: "port.vendor == 'b'" } ] }
                C: { actions: [ { action: attach_port, filter: port.is_port } ] }
                """);
        var ports = List.of(port("t", "vendor=t"), port("b", "vendor=b"), port("a", "vendor=a"));
        assertEquals(List.of("a"), chosen(plan(file, ports)));
        assertEquals(List.of("b"), chosen(plan(file, ports.subList(0, 2))));
        var last = plan(file, ports.subList(0, 1));
        assertEquals(List.of("t"), chosen(last));
        assertEquals(List.of("A", "B", "T"), last.trials().stream().map(Trial::trait).toList());
    }

    @Test
    void whatIsKnownOfTheNetworkCounts() {
        var file = trait(
                "action: attach_port, filter: \"network.tags == 'fast' && port.category == 'x' || network.name =~ 'st'\"");
        var ports = List.of(port("a", ""), port("x", "category=x"));
        assertEquals(List.of("x"), chosen(plan(file, ports, List.of(), new Network(Optional.empty(), Set.of("fast")))));
        assertEquals(List.of("a"), chosen(plan(file, ports, List.of(), new Network(Optional.of("storage"), Set.of()))));
        var plan = plan(file, ports);
        assertEquals(
                "network.tags == 'fast' does not hold: the network's tags are []; and network.name =~ 'st' does not hold: that is not known",
                verdict(plan, "x").reason());
    }

    @Test
    void withoutATraitOfTheFileTheDefaultCounts() {
        var none = new PlanRequest(Set.of("OTHER"), List.of(port("busy", "vif=v"), port("a", "")), List.of(),
                Network.UNKNOWN);
        var file = trait(TWO);
        var usual = Planner.plan(file, Switches.USUAL, none);
        assertEquals(List.of("a"), chosen(usual));
        assertEquals("CUSTOM_DEFAULT_TBN_TRAIT, action 1: The first of 1 that match is port a.", usual.reason());
        var own = Samples.file(
                "CUSTOM_DEFAULT_TBN_TRAIT: { actions: [ { action: attach_port, filter: \"port.vendor == 'x'\" } ] }");
        assertEquals(List.of(), chosen(Planner.plan(own, Switches.USUAL, none)));
        var off = Planner.plan(file, new Switches(false, true), none);
        assertTrue(off.failed());
        assertEquals(
                "None of the instance's traits OTHER is in the file of port traits, and the default trait is switched off.",
                off.reason());
        assertFalse(Planner.plan(file, new Switches(false, false), none).failed());
        assertFalse(Planner.plan(own, new Switches(true, false), none).failed());
    }
}
