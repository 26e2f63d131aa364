package io.gantry.baremetal.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The lab's agent on a machine that is a directory, started without a lab machine around it.
public final class LabAgentProcess implements AutoCloseable {
    static final int DISK = 8 << 20;
    static final String ADDRESS = "52:54:00:00:00:01";

    private final Path directory;
    private final Process process;

    private LabAgentProcess(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /// @param disc its text
    static LabAgentProcess start(Path directory, String disc) throws IOException {
        Files.createDirectories(directory);
        Files.write(directory.resolve("disk"), new byte[DISK]);
        Files.writeString(directory.resolve("machine.properties"), "name=n1\ndisk=disk\naddresses=" + ADDRESS + "\n");
        Files.writeString(directory.resolve("disc"), disc);
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp",
                LabJars.unpacked(directory.resolve("lib")),
                "io.gantry.lab.agent.LabAgent", directory.toString()));
        return new LabAgentProcess(directory, new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start());
    }

    byte[] disk() throws IOException {
        return Files.readAllBytes(directory.resolve("disk"));
    }

    String note(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
