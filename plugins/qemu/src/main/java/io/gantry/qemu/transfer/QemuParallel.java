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

/// Moves a guest over several connections at once: QEMU's multifd.
@DriverId(value = "qemu-parallel", description = "Moves guests of QEMU over several TCP connections at once.")
public final class QemuParallel implements TransferStrategy {
    private static final int MOST = 16;

    /// @param connections if the migration does not say
    /// @param compression of the pages
    /// @param tls whether the connections are encrypted
    /// @param stall when to give up
    public record Options(
            @Option(value = "How many connections to use where a migration does not say; each takes up to one processor at both ends.", fallback = "4", min = "1", max = "16") int connections,
            @Option(value = "What pages are packed with; worth it where the network is slower than the processors.", fallback = "none") Compression compression,
            @Option(value = "Whether the connections are encrypted, with a key made for each migration.", fallback = "false") boolean tls,
            @Option(value = "How long nothing may move before the migration is given up.", fallback = "30s", min = "1s", max = "1h") Duration stall) {}

    private final Options options;
    private final Strategy strategy;

    /// Opens nothing yet.
    public QemuParallel(Options options, DriverContext context) {
        this.options = options;
        this.strategy = new Strategy(context);
    }

    @Override
    public Fit fit(TransferPlan plan) {
        var refusal = Strategy.refusal(plan);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return plan.connections() <= MOST
                ? Strategy.taken(plan, "both ends run on QEMU, over " + connections(plan) + " connections")
                : new Fit.No("it uses at most " + MOST + " connections, not " + plan.connections());
    }

    private int connections(TransferPlan plan) {
        return plan.connections() == 0 ? options.connections() : plan.connections();
    }

    @Override
    public Transfer open(TransferPlan plan) throws InterruptedException {
        return strategy.open(plan, fit(plan), new Settings(connections(plan), options.compression(),
                plan.bytesPerSecond(), options.tls(), Strategy.hasDisks(plan), Settings.ownDowntimeMillis(plan),
                options.stall()));
    }
}
