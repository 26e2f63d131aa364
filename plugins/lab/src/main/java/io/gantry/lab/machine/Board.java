package io.gantry.lab.machine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where a machine's program runs: brings its process to life, and ends it for certain. Called with the machine's lock held.
///
/// @param directory of the machine
/// @param program the class whose `main` gets the directory
/// @param classPath where it and [MachineProcess] are
record Board(Path directory, String program, String classPath) {
    private static final int LOOK_AGAIN_MILLIS = 5;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    /// Held locked by the process for as long as it lives.
    static final String LOCK = "process.lock";
    /// The number of the process, of use only while the lock is held.
    static final String NUMBER = "process";

    /// @param start number of the start, without which a process that comes late would not know that it is not wanted any more
    void run(long start) throws IOException {
        Files.deleteIfExists(directory.resolve(NUMBER));
        var command = new ArrayList<String>();
        setsid().ifPresent(command::add);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xmx64m", "-XX:-UsePerfData", "-Xshare:auto", "-cp", classPath,
                MachineProcess.class.getName(), directory.toString(), Long.toString(start), program));
        var builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        // The host's environment may hold secrets, and the program needs nothing of it.
        builder.environment().clear();
        builder.start();
    }

    /// With a session of its own the program does not get the Ctrl-C that is meant for Gantry.
    private static Optional<String> setsid() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst();
    }

    /// This plugin, and the library by which programs read and write JSON.
    static String own() {
        return Stream.of(Board.class, ObjectMapper.class, JsonParser.class, JsonInclude.class)
                .map(Board::home)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry is not a file: " + type, e);
        }
    }

    boolean runs() throws IOException {
        return Held.elsewhere(directory.resolve(LOCK));
    }

    /// Asks it to end, and does not wait.
    void ask() throws IOException {
        process().ifPresent(ProcessHandle::destroy);
    }

    /// Returns when nothing runs any more.
    void end() throws IOException, InterruptedException {
        var deadline = System.nanoTime() + PATIENCE;
        while (runs()) {
            process().ifPresent(process -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            });
            if (System.nanoTime() > deadline) {
                throw new IOException("its process does not end; its number is in " + directory.resolve(NUMBER));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /// Empty also for a moment after the process took its lock.
    private Optional<ProcessHandle> process() throws IOException {
        try {
            var number = Files.readString(directory.resolve(NUMBER)).strip();
            return number.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(number));
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        }
    }
}
