package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ports through the command that people have.
class PortClientsTest {
    private static final Path CLIENT = Path.of("/usr/bin/openstack");

    @TempDir
    Path directory = Path.of("");

    private String run(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(CLIENT.toString(), "--os-cloud", "gantry-system", "baremetal"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("OS_CLIENT_CONFIG_FILE", directory.resolve("data/clouds.yaml").toString());
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), String.join(" ", arguments) + ": " + text);
        return text;
    }

    @Test
    void theCommandKeepsPortsAndAttachesNetworks() throws Exception {
        assumeTrue(Files.isExecutable(CLIENT) && Files.isExecutable(Path.of("/usr/bin/baremetal")),
                "skipped: needs the bare metal client; on Debian: apt install python3-ironicclient");
        try (var host = TestHost.start(directory, HostFile.of("rack: { driver: lab-hardware }"))) {
            var rack = new Rack(new HostClient(host.uri() + "/gantry/v1", host.passwordFile()));
            rack.enroll("one", "rack", "autodetect");
            var id = rack.node("one").path("uuid").asText();
            var group = run("port", "group", "create", "--node", id, "--name", "bond", "--mode", "802.3ad", "-f",
                    "value",
                    "-c", "uuid");
            var member = run("port", "create", "52:54:00:00:00:01", "--node", id, "--port-group", group, "-f", "value",
                    "-c", "uuid");
            var single = run("port", "create", "52:54:00:00:00:02", "--node", id, "--physical-network", "tenant",
                    "--local-link-connection", "switch_id=0a:1b:2c:3d:4e:5f", "--local-link-connection",
                    "port_id=Eth1/1", "-f", "value", "-c", "uuid");
            assertTrue(run("port", "list", "--node", "one").contains(member));
            assertTrue(run("port", "group", "list").contains("bond"));
            run("port", "set", single, "--extra", "rack=7");
            run("port", "unset", single, "--extra", "rack");
            run("node", "vif", "attach", "one", "vif-1");
            assertTrue(run("node", "vif", "list", "one").contains("vif-1"));
            assertTrue(run("port", "show", single).contains("vif-1"), "the member of the group is not taken alone");
            run("node", "vif", "detach", "one", "vif-1");
            run("port", "delete", single, member);
            run("port", "group", "delete", "bond");
        }
    }
}
