package io.gantry.api.transfer;

import java.net.URI;
import java.util.Map;

/// How a strategy reaches a guest at one side of a migration.
///
/// @param host name of the compute host, for people
/// @param control where the guest is controlled; its scheme tells the protocol, so a strategy can say whether it speaks it
/// @param address where the data of the migration arrives or leaves: host name or IP address of that side
/// @param details what else the protocol needs
public record Endpoint(String host, URI control, String address, Map<String, String> details) {
    /// Copies the details.
    public Endpoint {
        details = Map.copyOf(details);
    }
}
