package io.gantry.api;

import io.gantry.api.transfer.TransferPlan;

/// Moves the state of a running guest to another compute host.
public non-sealed interface TransferStrategy extends Driver {
    /// Whether both ends of the plan speak what this strategy speaks, and the settings suit it.
    Fit fit(TransferPlan plan);

    /// Connects both ends; the guest still runs on the source, and no state has moved yet.
    Transfer open(TransferPlan plan) throws InterruptedException;
}
