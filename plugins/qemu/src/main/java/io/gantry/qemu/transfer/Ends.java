package io.gantry.qemu.transfer;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Progress;
import io.gantry.api.transfer.TransferPlan;
import io.gantry.qmp.QmpError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/// Both QEMUs of one migration, set alike.
final class Ends implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(20);

    private final Settings settings;
    private final End source;
    private final End target;
    private final String address;

    /// Nothing has been copied when this returns, and nothing is left open when it throws.
    Ends(TransferPlan plan, Settings settings, ThreadFactory threads) throws IOException, InterruptedException {
        this.settings = settings;
        source = new End(plan.source(), threads);
        try {
            target = new End(plan.target(), threads);
        } catch (IOException | InterruptedException | RuntimeException e) {
            source.close();
            throw e;
        }
        try {
            address = prepare(plan);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private String prepare(TransferPlan plan) throws IOException, InterruptedException {
        expect(source, "running", "source");
        expect(target, "inmigrate", "target");
        if (!source.quiet()) {
            throw new DriverException(Kind.BUSY, "another migration of guest " + plan.guest() + " is under way");
        }
        if (settings.tls()) {
            Credentials.share(source, target);
        }
        for (var end : List.of(source, target)) {
            set(end);
        }
        compare();
        target.execute("migrate-incoming", Map.of("uri", "tcp:" + bracketed(plan.target().address()) + ":0"));
        var port = target.migration().path("socket-address").path(0).path("port").asText();
        return "tcp:" + bracketed(plan.target().address()) + ":" + port;
    }

    private static String bracketed(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    private static void expect(End end, String expected, String name) throws IOException, InterruptedException {
        var status = end.status();
        if (!status.equals(expected)) {
            throw new DriverException(Kind.BUSY, "QEMU at the " + name + " is " + status + ", not " + expected);
        }
    }

    /// What one of them does not know it refuses here, before anything was begun.
    private void set(End end) throws IOException, InterruptedException {
        try {
            end.execute("migrate-set-capabilities", Map.of("capabilities", settings.capabilities()));
            end.execute("migrate-set-parameters", settings.parameters(settings.tls() ? Credentials.ID : ""));
        } catch (QmpError e) {
            throw new DriverException(Kind.UNSUPPORTED,
                    "QEMU at '" + end.endpoint().host() + "' cannot move guests in this way: " + e.getMessage(), e);
        }
    }

    /// Ends that are set differently hang, or lose the guest.
    private void compare() throws IOException, InterruptedException {
        for (var name : List.of("multifd-channels", "multifd-compression")) {
            var here = source.execute("query-migrate-parameters").path(name);
            var there = target.execute("query-migrate-parameters").path(name);
            if (settings.channels() > 0 && !here.equals(there)) {
                throw new DriverException(Kind.FAILED,
                        name + " is " + here + " at the source and " + there + " at the target, which were set alike");
            }
        }
    }

    End source() {
        return source;
    }

    End target() {
        return target;
    }

    /// Where the target listens, as QEMU writes it.
    String address() {
        return address;
    }

    /// Copies the disks, and keeps both sides equal from then on.
    void mirror(Progress progress) throws IOException, InterruptedException {
        if (settings.disks()) {
            new Disks(source, target).mirror(progress);
        }
    }

    /// With the guest halted: from here on the target's disks are the guest's.
    void finishDisks() throws IOException, InterruptedException {
        if (settings.disks()) {
            new Disks(source, target).finish();
        }
    }

    void awaitArrival() throws IOException, InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!target.status().equals("paused")) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the target holds the guest's memory, and does not come to an end with it");
            }
            target.event(STEP);
        }
    }

    /// Lets the guest run at the source. Where the source has handed over already, the target's end has to come first: else both could run.
    void giveBack() throws IOException, InterruptedException {
        cancel();
        if (source.migration().path("status").asText().equals("completed")) {
            quitTarget();
        }
        if (settings.disks()) {
            new Disks(source, target).drop();
        }
        if (!source.status().equals("running")) {
            source.execute("cont");
        }
    }

    /// A source whose channels wait for a target that waits for it stays in `cancelling` until the target is gone.
    private void cancel() throws IOException, InterruptedException {
        if (source.quiet()) {
            return;
        }
        source.execute("migrate_cancel");
        if (!quietWithin(Duration.ofSeconds(1))) {
            quitTarget();
            if (!quietWithin(PATIENCE)) {
                throw new IOException("QEMU at the source does not cancel the migration");
            }
        }
    }

    private boolean quietWithin(Duration patience) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!source.quiet()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            source.event(STEP);
        }
        return true;
    }

    /// Returns when QEMU has ended the conversation, which is the last it does.
    private void quitTarget() throws InterruptedException {
        try {
            target.execute("quit");
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                target.event(STEP);
            }
        } catch (IOException e) {
            // It is gone.
        }
    }

    @Override
    public void close() {
        if (settings.tls()) {
            Credentials.forget(source);
            Credentials.forget(target);
        }
        source.close();
        target.close();
    }
}
