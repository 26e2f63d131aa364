package io.gantry.secret;

import io.gantry.base.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which secrets a container of a type has.
final class ContainerShape {
    private static final Set<String> PAIR = Set.of("public_key", "private_key");
    private static final String PASSPHRASE = "private_key_passphrase";
    private static final Set<String> CERTIFICATE = Set.of("certificate", "private_key", PASSPHRASE, "intermediates");

    private ContainerShape() {}

    static void check(Container.Type type, List<Container.Part> parts) {
        if (new HashSet<>(parts).size() < parts.size()) {
            throw Problem.invalid("Duplicate reference ids are not allowed: a secret stands twice under one name.");
        }
        var names = parts.stream().map(Container.Part::name).toList();
        if (Set.copyOf(names).size() < names.size() && names.stream().anyMatch(name -> !name.isEmpty())) {
            throw Problem.invalid("Duplicate names are not allowed: " + String.join(", ", names) + ".");
        }
        if (type == Container.Type.GENERIC) {
            return;
        }
        if (parts.stream().map(Container.Part::secret).collect(Collectors.toSet()).size() < parts.size()) {
            throw Problem.invalid("Duplicate secret ids are not allowed in a container of type " + type.word() + ".");
        }
        var given = Set.copyOf(names);
        var allowed = type == Container.Type.CERTIFICATE ? CERTIFICATE : withPassphrase();
        var needed = type == Container.Type.CERTIFICATE ? Set.of("certificate") : PAIR;
        if (!given.containsAll(needed) || !allowed.containsAll(given)) {
            throw Problem.invalid("A container of type '%s' needs %s and may have %s; this one has %s.".formatted(
                    type.word(), sorted(needed), sorted(allowed), sorted(given)));
        }
    }

    private static Set<String> withPassphrase() {
        var all = new HashSet<>(PAIR);
        all.add(PASSPHRASE);
        return all;
    }

    private static String sorted(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }
}
