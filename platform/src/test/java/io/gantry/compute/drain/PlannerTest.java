package io.gantry.compute.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.guest.Capacity;
import io.gantry.compute.ComputeHost;
import io.gantry.compute.drain.DrainMove.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final long GIB = 1L << 30;

    @Test
    void smallAndQuietGuestsLeaveFirst() {
        var moves = Planner.plan(List.of(guest("large", 8, 0), guest("small-busy", 1, GIB / 2), guest("small", 1, 0),
                guest("middle", 4, 0)), List.of(host("b", 64)));
        assertEquals(List.of("small", "middle", "small-busy", "large"), moves.stream().map(DrainMove::guest).toList());
    }

    @Test
    void theLoadIsSpreadAndNoHostIsOverfilled() {
        var moves = Planner.plan(List.of(guest("g1", 4, 0), guest("g2", 4, 0), guest("g3", 3, 0), guest("g4", 2, 0)),
                List.of(host("b", 8), host("c", 6)));
        assertEquals(Map.of("g1", "b", "g2", "c", "g3", "b", "g4", "c"), targets(moves));
    }

    @Test
    void aLargeGuestIsNotKeptFromTheOnlyHostThatFitsByASmallOne() {
        var moves = Planner.plan(List.of(guest("small", 2, 0), guest("large", 8, 0)),
                List.of(host("b", 8), host("c", 2)));
        assertEquals(Map.of("small", "c", "large", "b"), targets(moves));
    }

    @Test
    void whoFitsNowhereStaysWithTheNumbers() {
        var moves = Planner.plan(List.of(guest("huge", 16, 0), guest("small", 1, 0)), List.of(host("b", 8)));
        assertEquals(List.of("small", "huge"), moves.stream().map(DrainMove::guest).toList());
        assertEquals(State.REFUSED, moves.getLast().state());
        assertEquals(Optional.of("no host has room for 16384 MiB of memory: 'b' would have 8192 MiB left"),
                moves.getLast().reason());
    }

    @Test
    void whoCannotMoveStaysWithTheReason() {
        var stopped = new Leaving("stopped", GIB, 1, 0, 0, Optional.of("it is stopped"));
        assertEquals(Optional.of("it is stopped"),
                Planner.plan(List.of(stopped), List.of(host("b", 8))).getFirst().reason());
    }

    @Test
    void hostsThatDoNotCountTakeWhatIsLeftInTurn() {
        var blind = List.of(new ComputeHost("x", ComputeHost.State.ENABLED, Optional.empty(), Optional.empty(),
                Optional.empty(), 3),
                new ComputeHost("y", ComputeHost.State.ENABLED, Optional.empty(),
                        Optional.empty(), Optional.empty(), 2));
        var moves = Planner.plan(List.of(guest("g1", 4, 0), guest("g2", 4, 0), guest("g3", 4, 0)), blind);
        assertEquals(Map.of("g1", "y", "g2", "x", "g3", "y"), targets(moves));
        assertTrue(moves.getFirst().reason().orElse("").contains("it does not count its room"), moves.toString());
    }

    @Test
    void withoutAnotherHostAllStay() {
        assertEquals(Optional.of("no other compute host takes guests"),
                Planner.plan(List.of(guest("g", 1, 0)), List.of()).getFirst().reason());
    }

    private static Map<String, String> targets(List<DrainMove> moves) {
        return moves.stream().collect(Collectors.toMap(DrainMove::guest, move -> move.target().orElse("none")));
    }

    private static Leaving guest(String name, long gibibytes, long written) {
        return new Leaving(name, gibibytes * GIB, 1, 0, written, Optional.empty());
    }

    private static ComputeHost host(String name, long free) {
        return new ComputeHost(name, ComputeHost.State.ENABLED, Optional.empty(), Optional.empty(),
                Optional.of(new Capacity(8, free * GIB + GIB, 0, 0, GIB, 0)), 0);
    }
}
