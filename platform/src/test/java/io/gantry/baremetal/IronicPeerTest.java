package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.Differences;
import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.Peer;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One script speaks to a real Ironic, with its own fake hardware, and to this host. Where the answers differ is what
/// `docs/bare-metal-differences.md` says, no more and no less.
class IronicPeerTest {
    private static final Path PAGE = Path.of("..", "docs", "bare-metal-differences.md");
    /// The last column of a row, and what is quoted in it.
    private static final Pattern ROW = Pattern.compile("\\|[^|]+\\|[^|]+\\|([^|]+)\\|");
    private static final Pattern PLACE = Pattern.compile("`([^`]+)`");

    @TempDir
    Path directory;

    @Test
    void everyAnswerIsThatOfTheRealOneUnlessThePageSaysWhyNot() throws Exception {
        Peer.assumeModules("ironic.cmd.singleprocess", "python3-ironic");
        var starting = begun(() -> Peer.start("ironic_peer.py", directory.resolve("ironic")));
        try (var host = TestHost.start(directory, HostFile.of("keys: { driver: local }",
                "fallback: { driver: lab-deploy }", "rack: { driver: lab-hardware }"));
                var peer = starting.get()) {
            var client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
            assertEquals(200, client.put("/images/disk", BodyPublishers.ofByteArray(DiskImages.gpt(1, 7))).status());
            var basic = TestHost.basic("admin", Files.readString(host.passwordFile()).strip());
            var theirs = begun(() -> said("theirs.log", peer.url(), "fake-hardware",
                    "{\"image_source\": \"http://127.0.0.1:9/x\", \"image_checksum\": \"a\"}"));
            var ours = said("ours.log", host.uri() + "/baremetal", "rack", "{\"image_source\": \"disk\"}", basic);
            compare(Differences.between(theirs.get().lines(), ours.lines()));
        }
    }

    private static <T> FutureTask<T> begun(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private Peer.Said said(String log, String... words) throws IOException, InterruptedException {
        var file = directory.resolve(log);
        var said = Peer.run(file, Map.of(), "nodes.py", words);
        assertEquals(0, said.exit(), () -> Peer.read(file));
        return said;
    }

    private static void compare(Map<String, String> differences) throws IOException {
        var places = ROW.matcher(Files.readString(PAGE))
                .results()
                .flatMap(row -> PLACE.matcher(row.group(1)).results())
                .map(place -> place.group(1))
                .toList();
        var unlisted = new TreeMap<>(differences);
        unlisted.keySet().removeIf(found -> places.stream().anyMatch(place -> is(place, found)));
        assertEquals(Map.of(), unlisted, "differ and are not on the page");
        var gone = places.stream()
                .filter(place -> differences.keySet().stream().noneMatch(found -> is(place, found)))
                .toList();
        assertEquals(List.of(), gone, "are on the page and do not differ");
    }

    /// @param place with `*` for any text
    private static boolean is(String place, String found) {
        return Pattern.matches("\\Q" + place.replace("*", "\\E.*\\Q") + "\\E", found);
    }
}
