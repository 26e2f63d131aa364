package io.gantry.qemu.transfer;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverId;
import io.gantry.api.Fit;
import io.gantry.api.Option;
import io.gantry.api.Transfer;
import io.gantry.api.TransferStrategy;
import io.gantry.api.transfer.TransferPlan;
import io.gantry.qemu.transfer.Settings.Compression;
import java.time.Duration;

/// Moves a guest over one connection.
@DriverId(value = "qemu-single", description = "Moves guests of QEMU over one TCP connection.")
public final class QemuSingle implements TransferStrategy {
    /// @param tls whether the connection is encrypted
    /// @param stall when to give up
    public record Options(
            @Option(value = "Whether the connection is encrypted, with a key made for each migration.", fallback = "false") boolean tls,
            @Option(value = "How long nothing may move before the migration is given up.", fallback = "30s", min = "1s", max = "1h") Duration stall) {}

    private final Options options;
    private final Strategy strategy;

    /// Opens nothing yet.
    public QemuSingle(Options options, DriverContext context) {
        this.options = options;
        this.strategy = new Strategy(context);
    }

    @Override
    public Fit fit(TransferPlan plan) {
        var refusal = Strategy.refusal(plan);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return plan.connections() <= 1
                ? Strategy.taken(plan, "both ends run on QEMU, over one connection")
                : new Fit.No("it uses one connection, not " + plan.connections());
    }

    @Override
    public Transfer open(TransferPlan plan) throws InterruptedException {
        return strategy.open(plan, fit(plan), new Settings(0, Compression.NONE, plan.bytesPerSecond(), options.tls(),
                Strategy.hasDisks(plan), Settings.ownDowntimeMillis(plan), options.stall()));
    }
}
