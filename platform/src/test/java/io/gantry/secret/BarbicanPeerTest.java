package io.gantry.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.Differences;
import io.gantry.HostFile;
import io.gantry.Peer;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same clients, written by others, speak to this host and to a real Barbican, and see the same.
class BarbicanPeerTest {
    /// What differs, as `docs/key-manager.md` says, by step and place.
    private static final List<String> KNOWN = List.of("version too new/body", "version too new/headers",
            "payload any/headers/content-type", "acl delete/headers/content-type", "consumer post/body/content_types",
            "consumer delete/body/content_types", "orders/body/orders/creator_id", "orders/body/orders/meta",
            "orders/body/orders/secret_ref");

    @TempDir
    static Path directory;
    static TestHost host;
    static Peer peer;

    @BeforeAll
    static void start() throws Exception {
        Peer.assumeModules("barbican, barbicanclient, castellan, openstackclient, openstack",
                "python3-barbican python3-barbicanclient python3-castellan python3-openstackclient");
        host = TestHost.start(directory, HostFile.of("keys: { driver: local }"));
        peer = Peer.start("barbican_peer.py", directory.resolve("peer"));
    }

    @AfterAll
    static void stop() {
        if (peer != null) {
            peer.close();
        }
        if (host != null) {
            host.close();
        }
    }

    @Test
    void everyAnswerHasTheStatusTheHeadersAndTheShapeOfTheRealOne() throws Exception {
        var basic = TestHost.basic("admin", Files.readString(host.passwordFile()).strip());
        var ours = run(Map.of(), "wire.py", host.uri() + "/key-manager", "Authorization", basic).lines();
        var theirs = run(Map.of(), "wire.py", peer.url()).lines();
        var differences = Differences.between(theirs, ours);
        differences.keySet().removeIf(place -> KNOWN.stream().anyMatch(place::startsWith));
        assertEquals(Map.of(), differences);
    }

    @Test
    void theCommandsOfOpenStackWorkHereAsTheyDoThere() throws Exception {
        var clouds = Files.writeString(directory.resolve("peer.yaml"),
                "clouds: {peer: {auth_type: none, auth: {endpoint: '" + peer.url() + "/v1'}}}");
        var theirs = run(Map.of("OS_CLIENT_CONFIG_FILE", clouds.toString()), "commands.py", "peer",
                directory.toString());
        var ours = run(clouds(), "commands.py", "gantry", directory.toString());
        assertEquals(0, ours.exit(), () -> Peer.read(directory.resolve("clients.log")));
        assertEquals(theirs.text(), ours.text());
    }

    @Test
    void openstacksdkAndCastellanSeeHereWhatTheySeeThere() throws Exception {
        var ours = run(clouds(), "sdk.py", "gantry");
        assertTrue(ours.text().strip().endsWith("ok"), () -> ours.text() + Peer.read(directory.resolve("clients.log")));
        var theirs = run(clouds(), "sdk.py", "gantry", peer.url());
        assertEquals(theirs.text(), ours.text(), () -> Peer.read(directory.resolve("clients.log")));
    }

    private static Map<String, String> clouds() {
        return Map.of("OS_CLIENT_CONFIG_FILE", host.passwordFile().resolveSibling("clouds.yaml").toString());
    }

    private static Peer.Said run(Map<String, String> environment, String script, String... words)
            throws IOException, InterruptedException {
        return Peer.run(directory.resolve("clients.log"), environment, script, words);
    }
}
