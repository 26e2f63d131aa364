package io.gantry.qemu;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.guest.GuestStatus.State;
import io.gantry.api.secret.Secret;
import io.gantry.qmp.Qmp;
import io.gantry.qmp.QmpError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// The processes of guests: QEMU, and swtpm for one with a TPM.
final class Machines {
    /// What is asked of a QEMU.
    @FunctionalInterface
    interface Conversation<T> {
        T with(Qmp qmp) throws IOException, InterruptedException;
    }

    private static final long START_SECONDS = 60;

    private final QemuOptions options;
    private final Records records;
    private final ThreadFactory threads;

    Machines(QemuOptions options, Records records, ThreadFactory threads) {
        this.options = options;
        this.records = records;
        this.threads = threads;
    }

    /// @throws ConnectException if the guest has no process
    <T> T talk(GuestRecord guest, Conversation<T> conversation) throws IOException, InterruptedException {
        try (var qmp = Qmp.connect(records.home(guest).monitor(), options.timeout(), threads)) {
            return conversation.with(qmp);
        }
    }

    /// What the guest does now; stopped is also one whose process died.
    State state(GuestRecord guest) throws IOException, InterruptedException {
        try {
            return ask(guest);
        } catch (QmpError | SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // One that is about to end may still have answered the call, and then nothing more.
            Launch.await(records.home(guest).pid(), 2);
            return State.STOPPED;
        }
    }

    private State ask(GuestRecord guest) throws IOException, InterruptedException {
        try {
            var status = talk(guest, qmp -> qmp.execute("query-status")).path("status").asText();
            return switch (status) {
                // One that is being handed over may still come back to life by itself.
                case "running", "suspended", "finish-migrate" -> State.RUNNING;
                case "inmigrate" -> State.ARRIVING;
                case "paused" -> guest.incoming() ? State.ARRIVED : State.PAUSED;
                case "shutdown" -> State.STOPPED;
                default -> State.PAUSED;
            };
        } catch (ConnectException e) {
            return State.STOPPED;
        }
    }

    /// Returns when QEMU answers.
    ///
    /// @param secret of the TPM, if it has one
    void start(GuestRecord guest, Optional<Secret> secret) throws IOException, InterruptedException {
        var home = records.home(guest);
        // A host that was killed while it started the guest may have left a process that does not listen yet.
        end(guest);
        Files.createDirectories(home.runtime(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            if (guest.tpm().isPresent()) {
                startTpm(guest, home, secret);
            }
            var line = new CommandLine(options, guest, home).build();
            await(guest, home, Launch.start(line, home.log()));
        } catch (IOException | InterruptedException | RuntimeException e) {
            end(guest);
            throw e;
        }
    }

    private void startTpm(GuestRecord guest, Home home, Optional<Secret> secret)
            throws IOException, InterruptedException {
        var tpm = new Swtpm(options, home);
        var key = secret.orElseThrow(() -> new DriverException(Kind.INVALID, "guest " + guest.name()
                + " has a TPM, and the secret of its state was not given"));
        if (!guest.incoming()) {
            tpm.manufacture(key);
        }
        tpm.start(key, guest.incoming());
    }

    private void await(GuestRecord guest, Home home, Process process) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < deadline) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException("QEMU ended at once with code " + process.exitValue() + ": "
                        + Launch.complaint(home.log()) + tpmComplaint(guest, home));
            }
            try {
                talk(guest, qmp -> qmp.execute("query-status"));
                return;
            } catch (ConnectException e) {
                // Not listening yet.
            }
        }
        throw new IOException("QEMU did not answer within " + START_SECONDS + " s");
    }

    private static String tpmComplaint(GuestRecord guest, Home home) throws IOException {
        return guest.tpm().isPresent() ? "; swtpm says: " + Launch.complaint(home.tpmLog()) : "";
    }

    /// Ends the processes if there are any, and takes away what belongs to them.
    void end(GuestRecord guest) throws IOException, InterruptedException {
        var home = records.home(guest);
        if (Launch.running(home.pid()).isPresent()) {
            quit(guest, home);
            Launch.kill(home.pid());
        }
        // swtpm ends with QEMU; one whose QEMU never came to it does not.
        Launch.kill(home.tpmPid());
        Trees.delete(home.runtime());
    }

    /// Asked to quit, QEMU has written its disks when it ends.
    private void quit(GuestRecord guest, Home home) throws IOException, InterruptedException {
        try {
            talk(guest, qmp -> qmp.execute("quit"));
            Launch.await(home.pid(), 5);
        } catch (QmpError e) {
            throw e;
        } catch (IOException e) {
            // It is killed.
        }
    }
}
