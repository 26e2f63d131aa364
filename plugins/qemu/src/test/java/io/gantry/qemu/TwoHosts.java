package io.gantry.qemu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.api.TransferStrategy;
import io.gantry.api.guest.GuestSpec;
import io.gantry.api.secret.Secret;
import io.gantry.api.transfer.Endpoint;
import io.gantry.api.transfer.TransferPlan;
import io.gantry.api.transfer.TransferState.Arrived;
import io.gantry.api.transfer.Tuning;
import io.gantry.qemu.transfer.QemuParallel;
import io.gantry.qemu.transfer.QemuSingle;
import io.gantry.qemu.transfer.Settings.Compression;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;

/// Two compute hosts, and the sample guest that moves between them.
public final class TwoHosts implements AutoCloseable {
    private static final Duration STALL = Duration.ofSeconds(20);

    private final GuestSpec spec;
    private final TestContext context;
    private QemuHypervisor here;
    private QemuHypervisor there;
    private String targetSecret = "secret";

    public TwoHosts(Path directory, GuestSpec spec) throws IOException {
        this.spec = spec;
        context = new TestContext(Files.createDirectories(directory.resolve("s")));
        here = QemuHost.open(new TestContext(Files.createDirectories(directory.resolve("a"))));
        there = QemuHost.open(new TestContext(Files.createDirectories(directory.resolve("b"))));
    }

    /// Starts the guest on the first host, and waits for its first heartbeat.
    public TwoHosts start() throws InterruptedException {
        here.define(spec);
        here.unlock(QemuHost.GUEST, secret("secret"));
        here.start(QemuHost.GUEST);
        QemuHost.awaitBeat(here);
        return this;
    }

    private static Secret secret(String text) {
        return new Secret(text.getBytes(UTF_8));
    }

    /// What the next target is told; a true one again after a move.
    public void targetSecret(String text) {
        targetSecret = text;
    }

    public TransferStrategy single(boolean tls) {
        return new QemuSingle(new QemuSingle.Options(tls, STALL), context);
    }

    public TransferStrategy parallel(int connections, Compression compression, boolean tls) {
        return new QemuParallel(new QemuParallel.Options(connections, compression, tls, STALL), context);
    }

    /// A migration to the other host, which waits for the guest from now on.
    public TransferPlan plan(int connections, long bytesPerSecond) throws InterruptedException {
        if (!spec.devices().isEmpty()) {
            there.unlock(QemuHost.GUEST, secret(targetSecret));
        }
        return new TransferPlan(QemuHost.GUEST, spec.memoryBytes(), here.source(QemuHost.GUEST), there.target(spec),
                connections, bytesPerSecond);
    }

    public TransferPlan withConnections(TransferPlan plan, int connections) {
        return new TransferPlan(plan.guest(), plan.memoryBytes(), plan.source(), plan.target(), connections, 0);
    }

    public TransferPlan withOtherProcessor(TransferPlan plan) {
        var details = new HashMap<>(plan.target().details());
        details.replaceAll((_, text) -> text.equals("qemu64") ? "max" : text);
        var other = new Endpoint(plan.target().host(), plan.target().control(), plan.target().address(), details);
        return new TransferPlan(plan.guest(), plan.memoryBytes(), plan.source(), other, 0, 0);
    }

    /// Switches over after the first round.
    public void move(TransferStrategy strategy) throws InterruptedException {
        try (var transfer = strategy.open(plan(0, 0))) {
            while (!(transfer.await((_, _, _) -> {}) instanceof Arrived)) {
                transfer.apply(new Tuning.SwitchOver());
            }
        }
        commit();
    }

    /// After an arrival: lets the guest run where it is now.
    public void commit() throws InterruptedException {
        there.resume(QemuHost.GUEST);
        here.remove(QemuHost.GUEST);
        var left = here;
        here = there;
        there = left;
    }

    public QemuHypervisor here() {
        return here;
    }

    public QemuHypervisor there() {
        return there;
    }

    /// See [GuestConsole#ask], where the guest runs now.
    public String ask(String command, String beginning) throws IOException, InterruptedException {
        try (var console = new GuestConsole(here)) {
            return console.ask(command, beginning);
        }
    }

    public long beat() throws IOException, InterruptedException {
        try (var console = new GuestConsole(here)) {
            return console.beat();
        }
    }

    public void check() throws IOException, InterruptedException {
        try (var console = new GuestConsole(here)) {
            console.check();
        }
    }

    /// Kills the QEMU of that end.
    public void kill(Endpoint end) {
        try {
            Launch.running(Path.of(end.control().getSchemeSpecificPart(), "pid")).orElseThrow().destroyForcibly();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            here.remove(QemuHost.GUEST);
            there.remove(QemuHost.GUEST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
