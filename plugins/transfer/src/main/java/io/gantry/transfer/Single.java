package io.gantry.transfer;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverId;
import io.gantry.api.Fit;
import io.gantry.api.Option;
import io.gantry.api.Transfer;
import io.gantry.api.TransferStrategy;
import io.gantry.api.transfer.TransferPlan;
import java.time.Duration;

/// Moves a guest over one connection.
@DriverId(value = "single", description = "Moves the memory of a guest over one TCP connection.")
public final class Single implements TransferStrategy {
    /// @param patience how long a connection may stand still
    public record Options(
            @Option(value = "How long a connection may stand still before the migration is given up.", fallback = "30s", min = "100ms", max = "10m") Duration patience) {}

    private final Strategy strategy;

    /// Needs nothing but threads.
    public Single(Options options, DriverContext context) {
        strategy = new Strategy(options.patience(), context.threads());
    }

    @Override
    public Fit fit(TransferPlan plan) {
        if (plan.connections() > 1) {
            return new Fit.No("single uses one connection, and the plan asks for " + plan.connections());
        }
        return strategy.fit(plan, 1);
    }

    @Override
    public Transfer open(TransferPlan plan) throws InterruptedException {
        return strategy.open(plan, fit(plan), 1);
    }
}
