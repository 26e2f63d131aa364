package io.gantry.baremetal.port;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All that the file says.
public final class PortTraits {
    /// Of a file that says nothing.
    public static final PortTraits NONE = new PortTraits(List.of());

    private final List<PortTrait> traits;

    /// @param traits as they stand in the file
    PortTraits(List<PortTrait> traits) {
        this.traits = traits.stream().sorted(Comparator.comparingInt(PortTrait::order)).toList();
    }

    /// Those of these names, in the order in which they are tried.
    List<PortTrait> of(Set<String> names) {
        return traits.stream().filter(trait -> names.contains(trait.name())).toList();
    }

    /// What counts for an instance none of whose traits is here.
    PortTrait usual() {
        return find(PortTrait.DEFAULT).orElse(PortTrait.BUILT_IN);
    }

    private Optional<PortTrait> find(String name) {
        return traits.stream().filter(trait -> trait.name().equals(name)).findFirst();
    }

    /// In the order in which they are tried.
    public List<String> names() {
        return traits.stream().map(PortTrait::name).toList();
    }
}
