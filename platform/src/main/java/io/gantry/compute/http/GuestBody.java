package io.gantry.compute.http;

import io.gantry.api.guest.VirtualDevice;
import io.gantry.compute.Guest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A guest as JSON.
record GuestBody(String name, String host, long memoryBytes, int processors, List<VirtualDevice> devices,
        Map<String, String> properties, String state, Map<String, Long> counters, Optional<UUID> job,
        Optional<String> reason, Instant created) {
    static GuestBody of(Guest guest) {
        var entry = guest.entry();
        var spec = entry.spec();
        return new GuestBody(entry.name(), entry.host(), spec.memoryBytes(), spec.processors(), spec.devices(),
                spec.properties(), guest.state(), guest.counters(), entry.job(), guest.reason(), entry.created());
    }
}
