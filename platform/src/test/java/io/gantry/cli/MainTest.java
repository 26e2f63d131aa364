package io.gantry.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
    @TempDir
    static Path directory;
    private static TestHost host;

    @BeforeAll
    static void start() throws IOException {
        host = TestHost.start(directory,
                "plugins: [{ id: accelerators, version: ^1.0.0 }]\ndrivers: { cards: { driver: pci, enabled: false } }\n");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void doneIsZero() {
        var typed = Typed.at(host, "driver", "list");
        assertEquals(0, typed.exit(), typed.err());
        assertTrue(typed.out().startsWith("NAME"), typed.out());
        assertTrue(typed.out().contains("cards"), typed.out());
    }

    @Test
    void jsonIsJson() throws IOException {
        var typed = Typed.at(host, "driver", "list", "--output", "json");
        assertEquals("cards", new ObjectMapper().readTree(typed.out()).path(0).path("name").asText(), typed.out());
    }

    @Test
    void whatTheHostRefusesIsOneInItsOwnWords() {
        assertRefusal(1, "nobody", Typed.at(host, "node", "show", "nobody"));
    }

    @Test
    void wrongUsageIsTwo() {
        assertRefusal(2, "--help", Typed.command("driver", "lisst"));
        assertRefusal(2, "--help", Typed.command("guest", "migrate"));
        assertRefusal(2, "bus/pci", Typed.at(host, "tour", "--sysfs", directory.toString()));
        assertRefusal(2, "exist", Typed.at(host, "plugin", "install", directory.resolve("none.jar").toString()));
        assertRefusal(2, "http", Typed.command("driver", "list", "--url", "localhost:8480"));
    }

    @Test
    void noAnswerIsThree() throws IOException {
        var password = Files.writeString(directory.resolve("password"), "x");
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertRefusal(3, "gantry run", Typed.command("job", "list", "--url", "http://127.0.0.1:" + port,
                "--password-file", password.toString()));
    }

    @Test
    void noPasswordIsFour() throws IOException {
        var password = Files.writeString(directory.resolve("wrong"), "wrong");
        assertRefusal(4, "--password-file",
                Typed.command("job", "list", "--url", host.uri().toString(), "--password-file", password.toString()));
        assertRefusal(4, "none", Typed.command("job", "list", "--password-file", directory.resolve("none").toString()));
    }

    @Test
    void everyCommandAndOptionIsExplained() {
        assertAll(commands(Main.commandLine()).flatMap(command -> Stream.concat(
                Stream.of(() -> assertTrue(command.getCommandSpec().usageMessage().description().length > 0,
                        command.getCommandSpec().qualifiedName())),
                command.getCommandSpec()
                        .options()
                        .stream()
                        .map(option -> () -> assertTrue(option.description().length > 0,
                                command.getCommandSpec().qualifiedName() + " " + option.longestName())))));
    }

    @Test
    void completionIsAScriptThatTheShellTakes() throws Exception {
        var script = Files.writeString(directory.resolve("completion"), Typed.command("completion").out());
        var shell = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
        assertEquals(0, shell.waitFor());
        assertTrue(Files.readString(script).contains("migrate"));
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(Stream.of(command),
                command.getSubcommands().values().stream().flatMap(MainTest::commands));
    }

    private static void assertRefusal(int exit, String hint, Typed typed) {
        assertEquals(exit, typed.exit(), typed.err());
        assertEquals(1, typed.err().lines().count(), typed.err());
        assertTrue(typed.err().contains(hint), typed.err());
        assertFalse(typed.err().contains("Exception"), typed.err());
        assertEquals(List.of(), typed.out().lines().toList());
    }
}
