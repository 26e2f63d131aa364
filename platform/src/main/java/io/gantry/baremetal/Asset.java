package io.gantry.baremetal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What is written down beside nodes: the chassis they stand in, and how they reach volumes.
///
/// @param node whose it is; empty for a chassis, which has many
/// @param fields what people said of it, secrets in it by reference; never changed in place
public record Asset(UUID id, Kind kind, Optional<UUID> node, ObjectNode fields, Instant created,
        Optional<Instant> updated) {
    /// What it is.
    public enum Kind {
        /// What nodes stand in.
        CHASSIS("Chassis"),
        /// What the node is called where volumes are, such as the name of an iSCSI initiator.
        CONNECTOR("Volume connector"),
        /// A volume that the node is to see.
        TARGET("Volume target");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// For people.
        public String word() {
            return word;
        }
    }

    public Asset {
        fields = fields.deepCopy();
    }

    /// A copy, to be changed.
    @Override
    public ObjectNode fields() {
        return fields.deepCopy();
    }

    /// What no other of its kind may have.
    public String mark() {
        return switch (kind) {
            case CHASSIS -> id.toString();
            case CONNECTOR -> fields.path("type").asText() + " " + fields.path("connector_id").asText();
            case TARGET -> node.orElse(id) + " " + fields.path("boot_index").asText();
        };
    }

    Asset with(ObjectNode other) {
        return new Asset(id, kind, node, other, created, updated);
    }
}
