package io.gantry.transfer;

import io.gantry.api.transfer.TransferState.Arrived;
import io.gantry.api.transfer.Tuning;
import io.gantry.tck.TestContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Moves a guest of 512 MiB; run in a process whose heap is a small part of that.
final class MoveInSmallHeap {
    private MoveInSmallHeap() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments[0]);
        var strategy = new Parallel(new Parallel.Options(4, Duration.ofSeconds(30)), new TestContext(directory));
        try (var hosts = new LabHosts(directory, 512, Map.of("fill", "10")).start();
                var transfer = strategy.open(hosts.plan(0, 0))) {
            transfer.await((_, _, _) -> {});
            transfer.apply(new Tuning.SwitchOver());
            if (!(transfer.await((_, _, _) -> {}) instanceof Arrived)) {
                throw new IllegalStateException("the guest did not arrive");
            }
        }
    }
}
