package io.gantry.deploy.direct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.Fit;
import io.gantry.api.deploy.Deployment;
import io.gantry.api.deploy.Image;
import io.gantry.tck.BareBench;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectReasonsTest {
    private static final Map<String, String> RAW = Map.of("format", "raw", "partition-table", "gpt");

    private static final String SUM = "sha256:" + "0".repeat(64);

    @TempDir
    Path directory = Path.of("");

    private final DirectDeploy driver = new DirectDeploy(new DirectOptions(1));

    @BeforeEach
    void makeImageAndDisk() throws IOException {
        Files.write(image(), new byte[1000]);
        Files.write(disk(), new byte[2000]);
    }

    @Test
    void aRawImageWithAPartitionTableFits() {
        assertTrue(assertInstanceOf(Fit.Yes.class, driver.fit(with(RAW, 1000))).reason().contains("GPT"));
    }

    @Test
    void theReasonNamesTheEvidence() throws IOException {
        refuses(with(Map.of("format", "qcow2", "partition-table", "gpt"), 1000), "qemu-img convert -O raw");
        refuses(with(Map.of("format", "raw", "partition-table", "none"), 1000), "no partition table");
        refuses(with(Map.of(), 1000), "unknown", "no ramdisk can be started");
        refuses(with(RAW, 999), "999", "1000");
        Files.write(disk(), new byte[999]);
        refuses(with(RAW, 1000), "1000", "999");
        Files.delete(disk());
        refuses(with(RAW, 1000), "cannot be read");
        var remote = new Image("web", URI.create("nfs://example.org/image"), 1000, SUM, RAW);
        refuses(new Deployment("node-1", Set.of(), Map.of(), remote, Optional.of(disk())), "nfs://example.org/image");
        var weak = new Image("web", URI.create("https://example.org/image"), 1000, "md5:" + "0".repeat(32), RAW);
        refuses(new Deployment("node-1", Set.of(), Map.of(), weak, Optional.of(disk())), "no checksum");
    }

    @Test
    void aWrongChecksumIsToldWithBothSums() {
        var failure = assertThrows(DriverException.class,
                () -> driver.deploy(with(RAW, 1000), new BareBench(), (step, done, total) -> {}));
        assertTrue(failure.toString().contains("0".repeat(64)), failure.getMessage());
        assertTrue(failure.toString().contains("541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53"),
                failure.getMessage());
    }

    @Test
    void theFirstSectorsStayZeroUntilAllElseIsProved() throws Exception {
        var content = new byte[3 << 20];
        Arrays.fill(content, (byte) 7);
        Files.write(image(), content);
        Files.write(disk(), new byte[4 << 20]);
        var sum = "sha256:b9ad6e9edb0ec4c0fa6c1c8e3b7e0fd19cbd7d0f6aa5c2f4b4a0a2f7bd2a9c11";
        var image = new Image("sample", image().toUri(), content.length, sum, RAW);
        var seen = new HashMap<String, byte[]>();
        assertThrows(DriverException.class,
                () -> driver.deploy(new Deployment("node-1", Set.of(), Map.of(), image, Optional.of(disk())),
                        new BareBench(),
                        (step, done, total) -> seen.put(step, first())));
        assertArrayEquals(new byte[4096], seen.get("write"), "while writing");
        assertArrayEquals(new byte[4096], first(), "after a checksum that did not match");
    }

    private byte[] first() {
        try (var in = Files.newInputStream(disk())) {
            return in.readNBytes(4096);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void tearingDownWipesBothEndsAndSaysSo() throws Exception {
        var content = new byte[3 << 20];
        Arrays.fill(content, (byte) 7);
        Files.write(disk(), content);
        var steps = new HashMap<String, Long>();
        driver.tearDown(with(RAW, 1000), new BareBench(), (step, done, total) -> steps.put(step, done));
        assertEquals(Map.of("wipe first and last MiB", 2L << 20), steps);
        var wiped = Files.readAllBytes(disk());
        var expected = new byte[3 << 20];
        Arrays.fill(expected, 1 << 20, 2 << 20, (byte) 7);
        assertArrayEquals(expected, wiped);
    }

    private void refuses(Deployment deployment, String... words) {
        var reason = assertInstanceOf(Fit.No.class, driver.fit(deployment)).reason();
        for (var word : words) {
            assertTrue(reason.contains(word), reason);
        }
    }

    private Deployment with(Map<String, String> properties, long bytes) {
        var image = new Image("sample", image().toUri(), bytes, SUM, properties);
        return new Deployment("node-1", Set.of(), Map.of(), image, Optional.of(disk()));
    }

    private Path image() {
        return directory.resolve("image");
    }

    private Path disk() {
        return directory.resolve("disk");
    }
}
