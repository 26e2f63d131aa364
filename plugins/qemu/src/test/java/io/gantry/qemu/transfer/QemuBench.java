package io.gantry.qemu.transfer;

import io.gantry.api.TransferStrategy;
import io.gantry.api.guest.GuestSpec;
import io.gantry.api.transfer.Endpoint;
import io.gantry.api.transfer.TransferPlan;
import io.gantry.api.transfer.TransferState.Arrived;
import io.gantry.api.transfer.TransferState.Copying;
import io.gantry.api.transfer.Tuning;
import io.gantry.qemu.Installed;
import io.gantry.qemu.QemuHost;
import io.gantry.qemu.QemuHypervisor;
import io.gantry.qemu.QemuOptions;
import io.gantry.qemu.QemuOptions.Emulation;
import io.gantry.qmp.Qmp;
import io.gantry.tck.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Moves one guest back and forth between two hosts, by the strategies and by hand, in turn, and prints medians; `bench/qemu.sh` gives it hosts.
///
/// `DIRECTORY RUNS MEBIBYTES FILL NEAR-ADDRESS FAR-ADDRESS NEAR-LAUNCHER FAR-LAUNCHER`
final class QemuBench {
    /// One way to move.
    private record Way(String name, int channels, boolean byHand) {}

    private static final List<Way> WAYS = List.of(new Way("by hand, single", 0, true), new Way("single", 0, false),
            new Way("parallel 2", 2, false), new Way("by hand, parallel 4", 4, true), new Way("parallel 4", 4, false),
            new Way("parallel 8", 8, false));
    private static final double DOWNTIME_SECONDS = 0.3;

    private final TestContext context;
    private final GuestSpec spec;
    private final QemuHypervisor near;
    private final QemuHypervisor far;
    private final Path nearConsole;
    private final Path farConsole;

    private QemuBench(String[] words) throws Exception {
        var directory = Path.of(words[0]);
        context = new TestContext(Files.createDirectories(directory.resolve("s")));
        spec = new GuestSpec(QemuHost.GUEST, Long.parseLong(words[2]) << 20,
                Map.of("sample", "fill=" + words[3] + " dirty=0 rate=0 beat=5"));
        near = host(directory.resolve("near"), words[4], words[6]);
        far = host(directory.resolve("far"), words[5], words[7]);
        nearConsole = console(directory, "near");
        farConsole = console(directory, "far");
    }

    private static Path console(Path directory, String host) {
        return directory.resolve(host).resolve("guests").resolve(QemuHost.GUEST).resolve("console.log");
    }

    private static QemuHypervisor host(Path directory, String address, String launcher) throws Exception {
        return new QemuHypervisor(new QemuOptions(address, Installed.program(), "q35", "qemu64", Emulation.TCG,
                launcher.isEmpty() ? List.of() : List.of(launcher.split(" ")), Optional.empty(),
                Duration.ofSeconds(20)), new TestContext(Files.createDirectories(directory)));
    }

    public static void main(String[] words) throws Exception {
        var bench = new QemuBench(words);
        try {
            bench.run(Integer.parseInt(words[1]));
        } finally {
            bench.near.remove(QemuHost.GUEST);
            bench.far.remove(QemuHost.GUEST);
        }
    }

    private void run(int runs) throws Exception {
        near.define(spec);
        near.start(QemuHost.GUEST);
        QemuHost.awaitBeat(near);
        var results = new TreeMap<String, List<double[]>>();
        // The first move out of a new process is slower than all later ones.
        measure(WAYS.get(1));
        for (var run = 0; run < runs; run++) {
            for (var way : WAYS) {
                results.computeIfAbsent(way.name(), _ -> new ArrayList<>()).add(measure(way));
            }
        }
        System.out.printf("%-20s %12s %20s%n", "", "total ms", "heartbeat gap ms");
        var single = median(results.getOrDefault("single", List.of()), 0);
        for (var way : WAYS) {
            var all = results.getOrDefault(way.name(), List.of());
            System.out.printf("%-20s %12.0f %20.0f   %.2f times single%n", way.name(), median(all, 0), median(all, 1),
                    single / median(all, 0));
        }
    }

    private static double median(List<double[]> results, int column) {
        var sorted = results.stream().mapToDouble(result -> result[column]).sorted().toArray();
        return sorted.length == 0 ? 0 : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /// There measured, back by hand as fast as it goes.
    private double[] measure(Way way) throws Exception {
        var plan = plan(near, far, way.channels());
        var result = way.byHand() ? byHand(plan, way.channels()) : byStrategy(plan, way.channels(), far);
        near.remove(QemuHost.GUEST);
        byHand(plan(far, near, 0), 0);
        far.remove(QemuHost.GUEST);
        return result;
    }

    private TransferPlan plan(QemuHypervisor from, QemuHypervisor to, int connections) throws InterruptedException {
        return new TransferPlan(QemuHost.GUEST, spec.memoryBytes(), from.source(QemuHost.GUEST), to.target(spec),
                connections, 0);
    }

    private double[] byStrategy(TransferPlan plan, int channels, QemuHypervisor to) throws Exception {
        TransferStrategy strategy = channels == 0
                ? new QemuSingle(new QemuSingle.Options(false, Duration.ofMinutes(1)), context)
                : new QemuParallel(new QemuParallel.Options(channels, Settings.Compression.NONE, false,
                        Duration.ofMinutes(1)), context);
        var gap = new Gap();
        var begun = System.nanoTime();
        try (var transfer = strategy.open(plan)) {
            for (var state = transfer.await((_, _, _) -> {}); !(state instanceof Arrived); state = transfer
                    .await((_, _, _) -> {})) {
                if (state instanceof Copying round
                        && round.remainingBytes() <= DOWNTIME_SECONDS * round.bytesPerSecond()) {
                    transfer.apply(new Tuning.SwitchOver());
                }
            }
        }
        to.resume(QemuHost.GUEST);
        return new double[]{(System.nanoTime() - begun) / 1e6, gap.end()};
    }

    /// What a person would type.
    private double[] byHand(TransferPlan plan, int channels) throws Exception {
        var gap = new Gap();
        var begun = System.nanoTime();
        try (var source = talk(plan.source()); var target = talk(plan.target())) {
            for (var end : List.of(source, target)) {
                end.execute("migrate-set-capabilities", Map.of("capabilities", List.of(capability("events", true),
                        capability("return-path", true), capability("multifd", channels > 0),
                        capability("auto-converge", false), capability("pause-before-switchover", false))));
                end.execute("migrate-set-parameters", Map.of("max-bandwidth", 0, "downtime-limit", 300,
                        "multifd-channels", Math.max(channels, 2)));
            }
            target.execute("migrate-incoming", Map.of("uri", "tcp:" + plan.target().address() + ":0"));
            var port = target.execute("query-migrate").path("socket-address").path(0).path("port").asText();
            source.execute("migrate", Map.of("uri", "tcp:" + plan.target().address() + ":" + port));
            for (var over = false; !over;) {
                var event = source.event(Duration.ofSeconds(60)).orElseThrow();
                over = event.data().path("status").asText().equals("completed");
            }
            while (!target.execute("query-status").path("status").asText().equals("paused")) {
                Thread.onSpinWait();
            }
            target.execute("cont");
        }
        return new double[]{(System.nanoTime() - begun) / 1e6, gap.end()};
    }

    private Qmp talk(Endpoint end) throws Exception {
        return Qmp.connect(Path.of(end.control().getSchemeSpecificPart(), "migration"), Duration.ofSeconds(20),
                context.threads());
    }

    private static Map<String, Object> capability(String name, boolean state) {
        return Map.of("capability", name, "state", state);
    }

    /// The longest time without a heartbeat, seen from outside the guest.
    private final class Gap {
        private final AtomicLong longest = new AtomicLong();
        private final Thread thread = Thread.ofPlatform().daemon().start(this::watch);

        private void watch() {
            var size = size();
            var last = System.nanoTime();
            while (!Thread.currentThread().isInterrupted()) {
                var now = size();
                if (now != size) {
                    longest.accumulateAndGet(System.nanoTime() - last, Math::max);
                    last = System.nanoTime();
                    size = now;
                }
                LockSupport.parkNanos(500_000);
            }
        }

        private long size() {
            return nearConsole.toFile().length() + (farConsole.toFile().length() << 20);
        }

        double end() throws InterruptedException {
            Thread.sleep(200);
            thread.interrupt();
            thread.join();
            return longest.get() / 1e6;
        }
    }
}
