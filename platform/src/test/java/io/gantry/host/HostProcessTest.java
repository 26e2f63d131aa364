package io.gantry.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real command in a process of its own.
class HostProcessTest {
    private static final long PATIENCE = 60;

    @TempDir
    Path directory = Path.of("");

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void kill() {
        started.forEach(process -> process.destroyForcibly().onExit().join());
    }

    private Process start(Path output, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(HostCommand.gantry());
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        started.add(process);
        return process;
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("gantry.yaml"), text).toString();
    }

    private String ended(Process process, Path output, int code) throws Exception {
        assertTrue(process.waitFor(PATIENCE, TimeUnit.SECONDS), () -> "still there");
        assertEquals(code, process.exitValue(), Files.readString(output));
        return Files.readString(output);
    }

    private static String await(Process process, Path output, String text) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (System.nanoTime() < deadline && !Files.readString(output).contains(text)) {
            assertFalse(process.waitFor(20, TimeUnit.MILLISECONDS), Files.readString(output));
        }
        return Files.readString(output);
    }

    @Test
    void startsAnswersKeepsOthersOutAndStopsOnSigterm() throws Exception {
        var file = file("http: { port: 0 }");
        var log = directory.resolve("first.log");
        var host = start(log, "run", "--config", file, "--plugins", directory.toString());
        var text = await(host, log, "password in ");
        var uri = text.replaceAll("(?s).*answers at (\\S+).*", "$1");
        var answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri)).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(401, answer.statusCode());
        var data = directory.resolve("data");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));

        var second = directory.resolve("second.log");
        var refused = ended(start(second, "run", "--config", file, "--plugins", directory.toString()), second, 1);
        assertTrue(refused.contains("is in use by another Gantry (process " + host.pid() + ")"), refused);

        host.destroy();
        var all = ended(host, log, 143);
        var password = Files.readString(data.resolve("admin-password")).strip();
        assertFalse(all.contains(password), "the password is printed");
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var file = file("http: { port: " + socket.getLocalPort() + " }");
            var log = directory.resolve("log");
            var text = ended(start(log, "run", "--config", file, "--plugins", directory.toString()), log, 1);
            assertTrue(text.contains("cannot listen on 127.0.0.1 port " + socket.getLocalPort()), text);
        }
    }

    @Test
    void tellsEveryMistakeOfTheFileAndTouchesNothing() throws Exception {
        var file = file("prot: 1\nhttp: { port: x }\n");
        for (var command : List.of(List.of("run", "--config", file), List.of("check", file))) {
            var log = directory.resolve(command.getFirst() + ".log");
            var text = ended(start(log, command.toArray(String[]::new)), log, 2);
            assertEquals(file
                    + ":1:1: unknown key \"prot\"; known are data, http, database, images, quotas, accelerators, bare-metal, compute, plugins, drivers\n"
                    + file
                    + ":2:15: port is a whole number, not \"x\"\n", text);
        }
        assertFalse(Files.exists(directory.resolve("data")));
    }
}
