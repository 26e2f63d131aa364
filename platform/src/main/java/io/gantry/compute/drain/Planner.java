package io.gantry.compute.drain;

import io.gantry.api.guest.Capacity;
import io.gantry.compute.ComputeHost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Chooses where each guest of a host goes, and in which order, from what the other hosts have and nothing else.
///
/// Large guests choose first, since small ones still fit between them. Each takes the host with the most free memory, so that the load is
/// spread; a host that does not count its room takes any guest, but those that do are asked first. Small and quiet guests leave first: their
/// moves are the surest, and the sooner a host is nearly empty the less is lost if it fails.
final class Planner {
    private final Map<String, Room> rooms = new HashMap<>();

    /// What is left on a host when the guests planned so far are there.
    private record Room(String host, Optional<Long> memory, Optional<Long> disk, int guests) {
        static Room of(ComputeHost host) {
            return new Room(host.name(), host.freeMemory(), host.capacity().map(Planner::freeDisk), host.guests());
        }

        boolean fits(Leaving guest) {
            return memory.filter(free -> free < guest.memoryBytes()).isEmpty()
                    && disk.filter(free -> guest.diskBytes() > 0 && free < guest.diskBytes()).isEmpty();
        }

        Room with(Leaving guest) {
            return new Room(host, memory.map(free -> free - guest.memoryBytes()),
                    disk.map(free -> free - guest.diskBytes()), guests + 1);
        }

        String why() {
            return memory.map(free -> "most free memory, " + mebibytes(free) + " MiB")
                    .orElse("fewest guests, " + guests + "; it does not count its room");
        }
    }

    private Planner(List<ComputeHost> places) {
        places.forEach(place -> rooms.put(place.name(), Room.of(place)));
    }

    /// In the order in which they leave; those that stay come last.
    ///
    /// @param places where they may go
    static List<DrainMove> plan(List<Leaving> guests, List<ComputeHost> places) {
        var planner = new Planner(places);
        var moves = new HashMap<String, DrainMove>();
        guests.stream()
                .sorted(Comparator.comparingLong(Leaving::memoryBytes).reversed().thenComparing(Leaving::name))
                .forEach(guest -> moves.put(guest.name(), planner.move(guest)));
        var ordered = new ArrayList<DrainMove>();
        guests.stream()
                .sorted(Comparator.<Leaving, Boolean>comparing(guest -> stays(moves, guest))
                        .thenComparingDouble(Leaving::cost)
                        .thenComparing(Leaving::name))
                .forEach(guest -> Optional.ofNullable(moves.get(guest.name())).ifPresent(ordered::add));
        return ordered;
    }

    private static boolean stays(Map<String, DrainMove> moves, Leaving guest) {
        var move = moves.get(guest.name());
        return move == null || move.target().isEmpty();
    }

    private DrainMove move(Leaving guest) {
        if (guest.obstacle().isPresent()) {
            return DrainMove.refused(guest, guest.obstacle().get());
        }
        var best = rooms.values()
                .stream()
                .filter(room -> room.fits(guest))
                .min(Comparator.<Room, Boolean>comparing(room -> room.memory().isEmpty())
                        .thenComparingLong(room -> -room.memory().orElse(0L))
                        .thenComparingInt(Room::guests)
                        .thenComparing(Room::host));
        if (best.isEmpty()) {
            return DrainMove.refused(guest, noRoom(guest));
        }
        rooms.put(best.get().host(), best.get().with(guest));
        return DrainMove.planned(guest, best.get().host(), best.get().why());
    }

    private String noRoom(Leaving guest) {
        if (rooms.isEmpty()) {
            return "no other compute host takes guests";
        }
        return "no host has room for %d MiB of memory%s: %s".formatted(mebibytes(guest.memoryBytes()),
                guest.diskBytes() == 0 ? "" : " and " + mebibytes(guest.diskBytes()) + " MiB of disk",
                rooms.values()
                        .stream()
                        .sorted(Comparator.comparing(Room::host))
                        .map(room -> "'" + room.host() + "' would have " + mebibytes(room.memory().orElse(0L))
                                + " MiB left")
                        .collect(Collectors.joining(", ")));
    }

    private static long freeDisk(Capacity capacity) {
        return capacity.diskBytes() - capacity.promisedDiskBytes();
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }
}
