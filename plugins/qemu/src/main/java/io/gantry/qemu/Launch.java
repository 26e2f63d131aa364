package io.gantry.qemu;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Starts programs that outlive this process, and ends them.
public final class Launch {
    private static final int LONGEST_COMPLAINT = 600;
    private static final long PATIENCE_SECONDS = 5;

    private Launch() {}

    /// With a session of its own the program does not get the Ctrl-C that is meant for Gantry.
    static Process start(List<String> command, Path log) throws IOException {
        var line = new ArrayList<String>();
        setsid().ifPresent(line::add);
        line.addAll(command);
        var builder = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        return builder.start();
    }

    /// Runs a program that ends by itself.
    ///
    /// @return what it printed
    /// @throws IOException with the end of what it printed if it fails
    public static String run(List<String> command, byte[] input) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            try (var in = process.getOutputStream()) {
                in.write(input);
            }
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(command.getFirst() + " ended with code " + process.exitValue() + ": "
                        + end(output));
            }
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    private static Optional<String> setsid() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst();
    }

    /// The end of a program's log, as one line.
    public static String complaint(Path log) throws IOException {
        try {
            return end(Files.readString(log));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static String end(String text) {
        var line = text.strip().replaceAll("\\s*\\n\\s*", "; ");
        return line.substring(Math.max(0, line.length() - LONGEST_COMPLAINT));
    }

    /// The process that the file names, if it is still the one: its command line has to name the directory of the file.
    static Optional<ProcessHandle> running(Path pidFile) throws IOException {
        try {
            var pid = Long.parseLong(Files.readString(pidFile).strip());
            var arguments = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
            return arguments.contains(String.valueOf(pidFile.getParent())) ? ProcessHandle.of(pid) : Optional.empty();
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            // The process went away while its command line was read.
            return Optional.empty();
        }
    }

    /// Ends the process that the file names; returns when it has ended.
    static void kill(Path pidFile) throws IOException, InterruptedException {
        var process = running(pidFile);
        if (process.isPresent()) {
            process.get().destroyForcibly();
            await(pidFile, PATIENCE_SECONDS);
        }
    }

    static void await(Path pidFile, long seconds) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (running(pidFile).isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the process whose number is in " + pidFile + " does not end");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
