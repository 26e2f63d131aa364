package io.gantry.compute.migration;

import io.gantry.api.HypervisorDriver;
import io.gantry.api.Migratable;
import io.gantry.compute.Move;
import io.gantry.plugin.Drivers;
import jakarta.inject.Singleton;

/// Finds the hosts of a migration anew for each step: a job may outlive the driver it began with.
@Singleton
final class Ends {
    private final Drivers drivers;

    Ends(Drivers drivers) {
        this.drivers = drivers;
    }

    Side source(Move move) {
        return side(move.source());
    }

    Side target(Move move) {
        return side(move.migration().target());
    }

    private Side side(String instance) {
        return new Side(instance, drivers.get(HypervisorDriver.class, instance).call(),
                drivers.get(Migratable.class, instance).call());
    }
}
