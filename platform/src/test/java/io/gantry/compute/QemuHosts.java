package io.gantry.compute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Two compute hosts, `a` and `b`, whose guests run on real QEMUs and keep their sockets below one directory of the test.
public final class QemuHosts {
    /// Said where something is missing.
    public static final String HINT = "needs qemu-utils, swtpm-tools, busybox-static, tpm2-tools, libtss2-tcti-device0, a kernel that can be read, and QEMU 9.0 or later, on the path or under ~/.cache/gantry/qemu (.ci/peers gets both)";

    private final Path data;
    private final Path sockets;

    /// @param directory of the test
    public QemuHosts(Path directory) throws IOException {
        data = directory.resolve("data");
        sockets = Files.createTempDirectory("gq");
    }

    /// Named by annotations.
    public static boolean installed() throws IOException, InterruptedException {
        return Stream.of(program(), "qemu-img", "swtpm_setup", "tpm2", "busybox")
                .allMatch(name -> Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(at -> Files.isExecutable(Path.of(at).resolve(name))))
                && version() >= 9 && Stream.of(home().resolve("kernel/boot"), Path.of("/boot"))
                        .filter(Files::isDirectory)
                        .anyMatch(QemuHosts::hasKernel);
    }

    private static boolean hasKernel(Path directory) {
        try (var files = Files.list(directory)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("vmlinuz"));
        } catch (IOException e) {
            return false;
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"), ".cache", "gantry");
    }

    private static String program() {
        var unpacked = home().resolve("qemu/usr/bin/qemu-system-x86_64");
        return Files.isExecutable(unpacked) ? unpacked.toString() : "qemu-system-x86_64";
    }

    private static int version() throws IOException, InterruptedException {
        var process = new ProcessBuilder(program(), "--version").start();
        var text = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return Integer.parseInt(text.replaceAll("(?s)\\D*(\\d+).*", "$1"));
    }

    /// What stands in the host's file.
    public String[] drivers() {
        return new String[]{line("a"), line("b"), "single: { driver: qemu-single }",
                "parallel: { driver: qemu-parallel }", "local: { driver: local }"};
    }

    private String line(String name) {
        return "%s: { driver: qemu, program: %s, accelerator: tcg, runtime: %s, timeout: 30s, deadline: 3m }".formatted(
                name, program(), sockets);
    }

    /// Defines a guest on `a`, starts it, and waits until it has checked its TPM once.
    public void run(HostClient host, String guest) throws IOException, InterruptedException {
        var defined = host.post("/guests", """
                {"name": "%s", "host": "a", "memory_bytes": %d,
                 "devices": [{"kind": "tpm", "id": "tpm0", "version": "2.0", "model": "tpm-crb"}],
                 "properties": {"sample": "fill=8 dirty=4 rate=10 beat=50 tpm=1"}}""".formatted(guest, 192 << 20));
        assertEquals(201, defined.status(), defined.text());
        var started = host.post("/guests/" + guest + "/start", "{}");
        assertEquals(200, started.status(), started.text());
        await("a", guest, "TPM-CHECK 0");
    }

    /// Moves it, and waits for the end.
    ///
    /// @return the job
    public static JsonNode move(HostClient host, String guest, String target, String settings)
            throws IOException, InterruptedException {
        return host.awaitEnd(LabHosts.migrate(host, target, guest, settings));
    }

    /// Waits until that stands on the guest's console; one that was moved has a new one.
    public void await(String host, String guest, String text) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!console(host, guest).contains(text)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no '" + text + "' on the console: " + console(host, guest));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    public String console(String host, String guest) throws IOException {
        var file = directory(host).resolve(guest).resolve("console.log");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /// Where that compute host keeps its guests.
    public Path directory(String host) {
        return data.resolve("drivers").resolve(host).resolve("guests");
    }

    /// The programs that belong to guests and live now.
    public List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .stream()
                        .flatMap(Stream::of)
                        .anyMatch(word -> word.contains(sockets.toString())))
                .toList();
    }

    /// Ends every guest, whatever became of the test.
    public void kill() {
        processes().forEach(ProcessHandle::destroyForcibly);
    }

    /// Files of guests' processes that are there now.
    public List<Path> sockets() throws IOException {
        try (var files = Files.list(sockets)) {
            return files.toList();
        }
    }
}
