package io.gantry.accelerator;

import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What administrators say of devices and their parts.
@Singleton
public final class DeviceStates {
    private final InventoryRecords records;
    private final InstantSource clock;

    DeviceStates(InventoryRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /// Whether pieces of the device, of whatever part, are handed out from now on; who has one keeps it.
    public void enable(UUID device, boolean enabled) {
        if (!records.enable(device, enabled, clock.instant().truncatedTo(ChronoUnit.MICROS))) {
            throw Problem.notFound("There is no device " + device + ".");
        }
    }

    /// @param part number of the part; empty for all
    /// @param name of the attribute; empty for all
    public List<Attribute> attributes(Optional<Long> part, Optional<String> name) {
        return records.attributes(part, name);
    }

    /// @throws Problem NOT_FOUND
    public Attribute attribute(UUID id) {
        return records.attribute(id).orElseThrow(() -> Problem.notFound("There is no attribute " + id + "."));
    }

    public Attribute add(long part, String name, String content) {
        return records.add(part, name, content, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /// @throws Problem CONFLICT for what a driver reports: it would be there again a minute later
    public void remove(UUID id) {
        if (attribute(id).reported()) {
            throw Problem.conflict(
                    "Attribute " + id + " is what the driver says of the device; only what was added can be deleted.");
        }
        records.removeAttribute(id);
    }
}
