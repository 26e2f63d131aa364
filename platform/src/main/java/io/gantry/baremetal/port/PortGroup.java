package io.gantry.baremetal.port;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Ports of a node that act as one.
///
/// @param address MAC address, if it has one of its own
/// @param mode how they share the work: `active-backup`, `802.3ad`
/// @param properties of the bond: `miimon`, `xmit_hash_policy`
/// @param standalonePorts whether its members may be used on their own
/// @param dynamic whether it was made for one network and goes with it
/// @param vif the network's port that it carries
public record PortGroup(UUID id, UUID node, Optional<String> name, Optional<String> address, String mode,
        Map<String, Object> properties, boolean standalonePorts, Optional<String> physicalNetwork,
        Optional<String> category, boolean dynamic, Optional<String> vif, Map<String, Object> extra,
        Map<String, Object> internal, Instant created, Optional<Instant> updated)
        implements
            Attachable {
    @Override
    public Optional<String> mac() {
        return address;
    }

    /// Cards have vendors, groups have not.
    @Override
    public Optional<String> vendor() {
        return Optional.empty();
    }

    @Override
    public String label() {
        return "port group " + name.or(() -> address).orElseGet(id::toString);
    }
}
