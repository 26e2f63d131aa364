package io.gantry.baremetal.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

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
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp", classPath(directory.resolve("lib")),
                "io.gantry.lab.agent.LabAgent", directory.toString()));
        return new LabAgentProcess(directory, new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start());
    }

    /// The jars of the lab's archive.
    private static String classPath(Path into) throws IOException {
        Files.createDirectories(into);
        try (var files = Files.list(Path.of("target", "plugins"));
                var archive = new ZipFile(files.filter(file -> file.getFileName().toString().startsWith("lab-"))
                        .findAny()
                        .orElseThrow()
                        .toFile())) {
            for (var entry : archive.stream().filter(one -> one.getName().endsWith(".jar")).toList()) {
                var jar = into.resolve(Path.of(entry.getName()).getFileName().toString());
                if (Files.notExists(jar)) {
                    try (var in = archive.getInputStream(entry)) {
                        Files.copy(in, jar);
                    }
                }
            }
        }
        try (var jars = Files.list(into)) {
            return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
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
