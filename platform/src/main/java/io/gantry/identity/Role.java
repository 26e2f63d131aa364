package io.gantry.identity;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// In what capacity somebody acts; the policy says what a role allows.
///
/// @param id 32 hexadecimal digits
/// @param name unique
public record Role(String id, String name, Optional<String> description) {
    /// Each implies those after it.
    public static final List<String> ORDER = List.of("admin", "manager", "member", "reader");

    /// The roles that every host has. The four after those that imply each other are known to clients of
    /// Barbican and allow nothing by themselves; `service` is for the services of a cloud, which act for its users.
    public static final List<String> BUILT_IN = List.of("admin", "manager", "member", "reader", "creator", "observer",
            "audit", "key-manager:service-admin", "service");

    /// The names that this one implies, itself included.
    public static Stream<String> implied(String name) {
        var place = ORDER.indexOf(name);
        return place < 0 ? Stream.of(name) : ORDER.stream().skip(place);
    }

    /// These roles with all that they imply.
    public static Set<String> withImplied(Set<String> names) {
        return names.stream().flatMap(Role::implied).collect(Collectors.toUnmodifiableSet());
    }
}
