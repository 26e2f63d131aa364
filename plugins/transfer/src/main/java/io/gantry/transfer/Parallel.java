package io.gantry.transfer;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverId;
import io.gantry.api.Fit;
import io.gantry.api.Option;
import io.gantry.api.Transfer;
import io.gantry.api.TransferStrategy;
import io.gantry.api.transfer.TransferPlan;
import java.time.Duration;

/// Moves a guest over several connections at once: where the network or one processor caps what one connection can do, several do more.
@DriverId(value = "parallel", description = "Moves the memory of a guest over several TCP connections at once.")
public final class Parallel implements TransferStrategy {
    private static final int FEWEST = 2;
    private static final int MOST = 16;

    /// @param connections how many, where the plan leaves it open
    /// @param patience how long a connection may stand still
    public record Options(
            @Option(value = "How many connections to use where the request does not say.", fallback = "4", min = "2", max = "16") int connections,
            @Option(value = "How long a connection may stand still before the migration is given up.", fallback = "30s", min = "100ms", max = "10m") Duration patience) {}

    private final int connections;
    private final Strategy strategy;

    /// Needs nothing but threads.
    public Parallel(Options options, DriverContext context) {
        connections = options.connections();
        strategy = new Strategy(options.patience(), context.threads());
    }

    @Override
    public Fit fit(TransferPlan plan) {
        var wanted = connections(plan);
        if (wanted < FEWEST || wanted > MOST) {
            return new Fit.No(
                    "parallel uses from " + FEWEST + " to " + MOST + " connections, and the plan asks for " + wanted);
        }
        return strategy.fit(plan, wanted);
    }

    @Override
    public Transfer open(TransferPlan plan) throws InterruptedException {
        return strategy.open(plan, fit(plan), connections(plan));
    }

    private int connections(TransferPlan plan) {
        return plan.connections() == 0 ? connections : plan.connections();
    }
}
