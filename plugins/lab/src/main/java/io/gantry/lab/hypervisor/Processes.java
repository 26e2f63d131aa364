package io.gantry.lab.hypervisor;

import io.gantry.api.guest.GuestStatus;
import io.gantry.api.guest.GuestStatus.State;
import io.gantry.lab.guest.GuestProcess;
import io.gantry.memory.GuestControl;
import io.gantry.memory.GuestDirectory;
import io.gantry.memory.GuestMemory;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Brings a guest's process to life, and ends it.
final class Processes {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_MILLIS = 5;
    private static final int LONGEST_COMPLAINT = 500;

    GuestControl control(GuestRecord guest) {
        return new GuestControl(guest.directory(), PATIENCE);
    }

    /// What the guest does now; stopped is also one whose process died.
    GuestStatus status(GuestRecord guest) throws IOException, InterruptedException {
        var name = guest.spec().name();
        try {
            if (guest.directory().alive()) {
                var report = control(guest).status();
                return new GuestStatus(name, State.valueOf(report.mode().name()), report.counters());
            }
        } catch (ConnectException e) {
            // It ends, or does not listen yet.
        }
        return new GuestStatus(name, State.STOPPED, Map.of());
    }

    /// Makes fresh memory and a process on it. Returns when the guest obeys.
    void start(GuestRecord guest) throws IOException, InterruptedException {
        var directory = guest.directory();
        // A host that was killed while it started the guest may have left a process that does not listen yet.
        end(guest);
        GuestDirectory.create(directory.path());
        GuestMemory.create(directory, guest.spec().memoryBytes());
        var settings = new Properties();
        settings.putAll(guest.spec().properties());
        settings.setProperty(GuestProcess.MEMORY_BYTES, Long.toString(guest.spec().memoryBytes()));
        settings.setProperty(GuestProcess.ARRIVING, Boolean.toString(guest.incoming()));
        try (var writer = Files.newBufferedWriter(directory.settings())) {
            settings.store(writer, null);
        }
        var process = launch(directory);
        try {
            awaitObedience(guest, process);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /// Ends the process if there is one, and takes its memory away.
    void end(GuestRecord guest) throws IOException, InterruptedException {
        var directory = guest.directory();
        if (directory.alive()) {
            try {
                control(guest).stop();
            } catch (IOException e) {
                kill(directory);
            }
            if (!diesWithin(PATIENCE, directory)) {
                kill(directory);
            }
            if (!diesWithin(PATIENCE, directory)) {
                throw new IOException("its process does not end; its number is in " + directory.pid());
            }
        }
        clear(directory);
    }

    private static Process launch(GuestDirectory directory) throws IOException {
        var command = new ArrayList<String>();
        setsid().ifPresent(command::add);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms4m",
                "-Xmx32m", "-Xss512k", "-XX:ReservedCodeCacheSize=16m", "-XX:-UsePerfData", "-Xshare:auto", "-cp",
                classPath(), GuestProcess.class.getName(), directory.path().toString()));
        var builder = new ProcessBuilder(command).directory(directory.path().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(directory.log().toFile());
        // The host's environment may hold secrets, and the guest needs nothing of it.
        builder.environment().clear();
        return builder.start();
    }

    /// With a session of its own the guest does not get the Ctrl-C that is meant for Gantry.
    private static Optional<String> setsid() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst();
    }

    private static String classPath() {
        return Stream.of(GuestProcess.class, GuestMemory.class)
                .map(Processes::home)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry is not a file: " + type, e);
        }
    }

    private void awaitObedience(GuestRecord guest, Process process) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            if (process.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("its process ended at once with code " + process.exitValue() + ": "
                        + complaint(guest.directory()));
            }
            try {
                control(guest).status();
                return;
            } catch (ConnectException e) {
                // Not listening yet.
            }
        }
        throw new IOException("its process did not answer within " + START.toSeconds() + " s");
    }

    private static String complaint(GuestDirectory directory) throws IOException {
        var text = Files.readString(directory.log()).strip();
        return text.substring(0, Math.min(text.length(), LONGEST_COMPLAINT));
    }

    private static void kill(GuestDirectory directory) throws IOException {
        var pid = Files.readString(directory.pid()).strip();
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static boolean diesWithin(Duration patience, GuestDirectory directory)
            throws IOException, InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (directory.alive()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
        return true;
    }

    /// The directory is flat, and nobody else writes to it.
    private static void clear(GuestDirectory directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory.path())) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Files.deleteIfExists(directory.path());
    }
}
