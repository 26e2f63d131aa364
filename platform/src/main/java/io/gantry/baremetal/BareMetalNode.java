package io.gantry.baremetal;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A bare metal node.
///
/// @param fields what people said of it
/// @param traits by which it is chosen
/// @param standing what Gantry did with it
/// @param version grows with each change
public record BareMetalNode(UUID id, Fields fields, Set<String> traits, Standing standing, long version,
        Instant created, Optional<Instant> updated) {
    /// The deploy interface is chosen at each deploy.
    public static final String AUTODETECT = "autodetect";

    public BareMetalNode {
        traits = Set.copyOf(traits);
    }

    /// Its name, or its id if it has none.
    public String label() {
        return fields.text(NodeField.NAME).orElse(id.toString());
    }

    /// The hardware driver instance that drives its controller.
    public String driver() {
        return fields.text(NodeField.DRIVER).orElse("");
    }

    public ProvisionState state() {
        return standing.state();
    }

    /// [#AUTODETECT] or a deploy interface instance.
    public String deployInterface() {
        return fields.text(NodeField.DEPLOY_INTERFACE).orElse(AUTODETECT);
    }

    BareMetalNode with(Fields changed) {
        return new BareMetalNode(id, changed, traits, standing, version, created, updated);
    }

    BareMetalNode with(Set<String> others) {
        return new BareMetalNode(id, fields, others, standing, version, created, updated);
    }

    BareMetalNode with(Standing changed) {
        return new BareMetalNode(id, fields, traits, changed, version, created, updated);
    }
}
