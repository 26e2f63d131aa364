package io.gantry.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gantry.host.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the clients of OpenStack say to a host with nothing but the `clouds.yaml` that it wrote.
class OpenStackClientTest {
    private static final Path CLIENT = Path.of("/usr/bin/openstack");

    @TempDir
    static Path directory;
    private static TestHost host;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Files.isExecutable(CLIENT),
                "skipped: needs the openstack client; on Debian: apt install python3-openstackclient");
        host = TestHost.start(directory, "");
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void theCommandSignsInAndAdministrates() throws Exception {
        assertTrue(run("token", "issue", "-f", "value", "-c", "id").length() > 100);
        assertTrue(run("catalog", "list").contains("identity"));
        run("user", "create", "--password", "x", "eve");
        run("role", "add", "--user", "eve", "--project", "admin", "reader");
        assertTrue(run("role", "assignment", "list", "--names", "--user", "eve").contains("admin@Default"));
        assertTrue(run("application", "credential", "create", "robot").contains("secret"));
        run("role", "remove", "--user", "eve", "--project", "admin", "reader");
        run("user", "set", "--disable", "eve");
        run("user", "delete", "eve");
        assertTrue(run("project", "show", "admin").contains("default"));
    }

    @Test
    void theLibraryDoesAnAdministratorsWork() throws Exception {
        var script = Path.of("src/test/resources/io/gantry/identity/administration.py").toAbsolutePath();
        var text = run(List.of("/usr/bin/python3", script.toString(), host.uri() + "/identity/v3"));
        assertTrue(text.endsWith("done"), text);
    }

    private static String run(String... arguments) throws Exception {
        return run(Stream.concat(Stream.of(CLIENT.toString(), "--os-cloud", "gantry"), Stream.of(arguments)).toList());
    }

    private static String run(List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("OS_CLIENT_CONFIG_FILE", directory.resolve("data/clouds.yaml").toString());
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), () -> command + "\n" + text);
        return text;
    }
}
