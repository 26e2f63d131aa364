package io.gantry.baremetal.port;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A network port of a node.
///
/// @param address MAC address, in lower case
/// @param physicalNetwork that its cable leads to
/// @param category what the operator calls its kind
/// @param pxeEnabled whether the node may boot over it
/// @param groupable whether it may become part of a group that is made for one network
/// @param link where its cable ends: `switch_id`, `port_id`, `switch_info` and what else the network wants to know
/// @param group it is a member of
/// @param vif the network's port that it carries
/// @param extra what the operator keeps with it; what Gantry knows of its hardware stands there under `gantry`
/// @param internal what Gantry keeps with it
public record Port(UUID id, UUID node, String address, Optional<String> name, Optional<String> description,
        Optional<String> physicalNetwork, Optional<String> vendor, Optional<String> category, boolean pxeEnabled,
        boolean smartNic, boolean groupable, Map<String, Object> link, Optional<UUID> group, Optional<String> vif,
        Map<String, Object> extra, Map<String, Object> internal, Instant created, Optional<Instant> updated)
        implements
            Attachable {
    /// The key of [#extra] with what is known of the hardware.
    public static final String FACTS = "gantry";

    /// A port of which nothing but its address is known.
    public static Port of(UUID id, UUID node, String address, Instant now) {
        return new Port(id, node, address, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), true, false, true, Map.of(), Optional.empty(), Optional.empty(), Map.of(), Map.of(),
                now, Optional.empty());
    }

    @Override
    public Optional<String> mac() {
        return Optional.of(address);
    }

    @Override
    public String label() {
        return "port " + name.orElse(address);
    }

    /// As a member of that group, or of none.
    Port in(Optional<UUID> other) {
        return new Port(id, node, address, name, description, physicalNetwork, vendor, category, pxeEnabled, smartNic,
                groupable, link, other, vif, extra, internal, created, updated);
    }

    /// What is known of the hardware under that name.
    Optional<String> fact(String key) {
        return extra.get(FACTS) instanceof Map<?, ?> facts
                ? Optional.ofNullable(facts.get(key)).map(Object::toString)
                : Optional.empty();
    }

    /// What is known of the other end of the cable.
    Optional<String> link(String key) {
        return Optional.ofNullable(link.get(key)).map(Object::toString);
    }

    /// The card it is on: functions of one card have one slot.
    Optional<String> slot() {
        return fact("pci_slot").map(address -> {
            var dot = address.lastIndexOf('.');
            return dot < 0 ? address : address.substring(0, dot);
        });
    }
}
