package io.gantry.compute.migration;

import io.gantry.api.HypervisorDriver;
import io.gantry.api.Migratable;
import io.gantry.api.guest.GuestStatus;
import java.util.Optional;

/// One of the two hosts of a migration.
///
/// @param instance its name in the operator's file
record Side(String instance, HypervisorDriver hypervisor, Migratable migratable) {
    /// What the host says the guest does now; empty if it does not know it.
    Optional<GuestStatus.State> state(String guest) throws InterruptedException {
        return hypervisor.guests()
                .stream()
                .filter(status -> status.name().equals(guest))
                .map(GuestStatus::state)
                .findFirst();
    }

    /// As [#state], in words.
    static String words(Optional<GuestStatus.State> state) {
        return switch (state.orElse(null)) {
            case null -> "does not know it";
            case STOPPED -> "has it stopped";
            case RUNNING -> "runs it";
            case PAUSED -> "has it paused";
            case ARRIVING -> "still waits for its memory";
            case ARRIVED -> "holds its memory";
        };
    }
}
