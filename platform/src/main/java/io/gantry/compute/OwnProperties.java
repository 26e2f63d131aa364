package io.gantry.compute;

import io.gantry.api.guest.GuestSpec;
import io.gantry.base.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The properties of a guest that are meant for Gantry and not for its hypervisor: those that begin with `migration.`.
final class OwnProperties {
    private static final String OURS = "migration.";
    private static final String STRATEGY = "migration.strategy";
    private static final String CONNECTIONS = "migration.connections";
    private static final int MOST_CONNECTIONS = 16;

    private OwnProperties() {}

    /// @throws Problem INVALID that names the property and what it may be
    static void check(Map<String, String> properties) {
        var known = Set.of(STRATEGY, CONNECTIONS);
        properties.keySet()
                .stream()
                .filter(key -> key.startsWith(OURS) && !known.contains(key))
                .findAny()
                .ifPresent(
                        key -> {
                            throw Problem
                                    .invalid("properties: there is no '" + key + "'; there are " + STRATEGY + " and "
                                            + CONNECTIONS);
                        });
        var connections = properties.get(CONNECTIONS);
        if (connections != null && (!connections.matches("\\d{1,2}")
                || Integer.parseInt(connections) > MOST_CONNECTIONS)) {
            throw Problem.invalid("properties: " + CONNECTIONS + " is a number from 1 to " + MOST_CONNECTIONS
                    + ", or 0, which leaves it to the strategy");
        }
    }

    /// The guest as its hypervisor is told of it.
    static GuestSpec without(GuestSpec guest) {
        var properties = guest.properties()
                .entrySet()
                .stream()
                .filter(property -> !property.getKey().startsWith(OURS))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new GuestSpec(guest.name(), guest.memoryBytes(), guest.processors(), guest.devices(), properties);
    }

    static Optional<String> strategy(GuestSpec guest) {
        return Optional.ofNullable(guest.properties().get(STRATEGY));
    }

    static Optional<Integer> connections(GuestSpec guest) {
        return Optional.ofNullable(guest.properties().get(CONNECTIONS)).map(Integer::valueOf);
    }
}
