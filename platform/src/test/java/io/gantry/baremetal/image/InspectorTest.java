package io.gantry.baremetal.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.secret.Secret;
import io.gantry.base.DataDirectory;
import io.gantry.base.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorTest {
    private static final byte[] RAW = raw(200_000);
    private static final byte[] QCOW2 = ByteBuffer.allocate(70_000).putInt(0x514649fb).array();

    @TempDir
    Path directory = Path.of("");

    private final LoopbackRegistry registry;
    private final Fetch fetch = new Fetch();

    InspectorTest() throws IOException {
        registry = new LoopbackRegistry();
    }

    @AfterEach
    void stop() {
        fetch.close();
        registry.close();
    }

    /// With a GPT.
    private static byte[] raw(int length) {
        var bytes = new byte[length];
        System.arraycopy("EFI PART".getBytes(UTF_8), 0, bytes, 512, 8);
        return bytes;
    }

    private Inspected inspect(String source, Map<String, String> wishes, Map<String, Secret> secrets)
            throws InterruptedException {
        return new Inspector(fetch, new DataDirectory(directory.resolve("data")),
                List.of(directory.resolve("images").toString()))
                .inspect(new Wanted(source, wishes, secrets, Optional.of("x86_64")));
    }

    private Inspected inspect(String source) throws InterruptedException {
        return inspect(source, Map.of(), Map.of());
    }

    private Problem refused(String source, Map<String, String> wishes, Problem.Kind kind) {
        var problem = assertThrows(Problem.class, () -> inspect(source, wishes, Map.of()));
        assertEquals(kind, problem.kind(), problem.detail());
        return problem;
    }

    @Test
    void anImageOnTheWebIsKnownByItsFirstBytes() throws Exception {
        var url = registry.file("/i/disk.img", RAW);
        registry.file("/i/SHA512SUMS", ("# x\n" + "0".repeat(128) + "  other.img\n" + "a".repeat(128)
                + " *disk.img\n").getBytes(UTF_8));
        var found = inspect(url, Map.of("image_checksum", "http://" + registry.host() + "/i/SHA512SUMS"), Map.of());
        assertEquals(RAW.length, found.image().bytes());
        assertEquals("raw", found.image().properties().get("format"));
        assertEquals("gpt", found.image().properties().get("partition-table"));
        assertEquals("sha512:" + "a".repeat(128), found.image().checksum());
        var lie = inspect(registry.file("/i/q", QCOW2), Map.of("image_disk_format", "raw", "image_os_hash_algo",
                "sha256", "image_os_hash_value", "b".repeat(64)), Map.of());
        assertEquals("qcow2", lie.image().properties().get("format"));
        assertTrue(lie.evidence().getLast().contains("which is not so"), lie.evidence()::toString);
    }

    @Test
    void whatIsWrongIsRefusedWithTheReason() throws Exception {
        refused("http://" + registry.host() + "/nothing", Map.of(), Problem.Kind.INVALID);
        refused("http://" + registry.host() + "/moved", Map.of(), Problem.Kind.INVALID);
        refused("http://127.0.0.1:1/i", Map.of(), Problem.Kind.UNAVAILABLE);
        refused("http://169.254.169.254/latest", Map.of(), Problem.Kind.INVALID);
        refused("ftp://h/i", Map.of(), Problem.Kind.INVALID);
        refused("not a url", Map.of(), Problem.Kind.INVALID);
        refused("oci://h", Map.of(), Problem.Kind.INVALID);
        var url = registry.file("/i/disk.img", RAW);
        refused(url, Map.of("image_checksum", "nonsense"), Problem.Kind.INVALID);
        refused(url, Map.of("image_os_hash_algo", "crc", "image_os_hash_value", "aa"), Problem.Kind.INVALID);
        registry.file("/sums", ("c".repeat(64) + "  other\n" + "d".repeat(64) + "  more\n").getBytes(UTF_8));
        refused(url, Map.of("image_checksum", "http://" + registry.host() + "/sums"), Problem.Kind.INVALID);
    }

    @Test
    void onlyFilesOfDirectoriesThatTheOperatorNamedAreRead() throws Exception {
        var images = Files.createDirectories(directory.resolve("images"));
        var file = Files.write(images.resolve("disk"), RAW);
        assertEquals("gpt", inspect(file.toUri().toString()).image().properties().get("partition-table"));
        var outside = Files.write(directory.resolve("secret"), RAW);
        Files.createSymbolicLink(images.resolve("link"), outside);
        refused(outside.toUri().toString(), Map.of(), Problem.Kind.INVALID);
        refused(images.resolve("link").toUri().toString(), Map.of(), Problem.Kind.INVALID);
        refused(images.resolve("../secret").toUri().toString(), Map.of(), Problem.Kind.INVALID);
        refused(images.resolve("nothing").toUri().toString(), Map.of(), Problem.Kind.INVALID);
    }

    @Test
    void anArtifactIsTheDiskImageInItsOnlyLayer() throws Exception {
        var manifest = registry.manifest("raw", LoopbackRegistry.EMPTY, RAW);
        var found = inspect(registry.reference("raw")).image();
        assertEquals("raw", found.properties().get("format"));
        assertEquals(LoopbackRegistry.digest(RAW), found.checksum());
        assertEquals("http://" + registry.host() + "/v2/os/image/blobs/" + found.checksum(), found.source().toString());
        assertEquals("oci://" + registry.host() + "/os/image@" + manifest, found.properties().get("oci"));
        assertEquals("qcow2", inspect("oci://" + registry.host() + "/os/image@"
                + registry.manifest("q", LoopbackRegistry.EMPTY, QCOW2)).image().properties().get("format"));
    }

    @Test
    void aContainerIsAContainer() throws Exception {
        var manifest = registry.manifest("os", LoopbackRegistry.CONTAINER, RAW);
        var found = inspect(registry.reference("os")).image();
        assertEquals("container", found.properties().get("format"));
        assertEquals(registry.reference("os"), found.source().toString());
        assertEquals("oci://" + registry.host() + "/os/image@" + manifest, found.properties().get("oci"));
        assertEquals(RAW.length + 2, found.bytes());
    }

    @Test
    void anIndexIsSearchedForTheArchitectureAndTheBestKind() throws Exception {
        var arm = registry.manifest("arm", LoopbackRegistry.EMPTY, new byte[100]);
        var raw = registry.manifest("raw", LoopbackRegistry.EMPTY, RAW);
        var qcow2 = registry.manifest("qcow2", LoopbackRegistry.EMPTY, QCOW2);
        registry.manifest("all", "{\"manifests\": [" + String.join(", ", entry(arm, "aarch64", "raw"),
                entry(qcow2, "amd64", "qcow2"), entry(raw, "x86_64", "applehv"), entry(raw, "amd64", "vmdk"),
                entry(raw, "unknown", "raw")) + "]}");
        var found = inspect(registry.reference("all"));
        assertEquals("raw", found.image().properties().get("format"));
        assertTrue(found.evidence().getFirst().contains("has 5 manifests for os/image, 2 of them for amd64"),
                found.evidence()::toString);
        assertEquals("qcow2", inspect(registry.reference("all"), Map.of("image_download_source", "local"), Map.of())
                .image()
                .properties()
                .get("format"));
        registry.manifest("none", "{\"manifests\": [" + entry(arm, "s390x", "raw") + "]}");
        assertTrue(refused(registry.reference("none"), Map.of(), Problem.Kind.INVALID).detail()
                .contains("0 of them for amd64"));
    }

    private static String entry(String digest, String architecture, String disktype) {
        return "{\"digest\": \"%s\", \"platform\": {\"architecture\": \"%s\"}, \"annotations\": {\"disktype\": \"%s\"}}"
                .formatted(digest, architecture, disktype);
    }

    @Test
    void aRegistryThatWantsATokenGetsOneForTheSecret() throws Exception {
        registry.manifest("raw", LoopbackRegistry.EMPTY, RAW);
        registry.protect("user:word");
        var refused = refused(registry.reference("raw"), Map.of(), Problem.Kind.INVALID);
        assertTrue(refused.detail().contains("image_pull_secret"), refused.detail());
        var found = inspect(registry.reference("raw"), Map.of(),
                Map.of("image_pull_secret", new Secret("user:word".getBytes(UTF_8))));
        assertEquals(Optional.of("Bearer good"), found.authorization());
        assertFalse(found.toString().contains("good"));
    }

    @Test
    void whatARegistryBreaksIsRefused() throws Exception {
        var digest = registry.manifest("raw", LoopbackRegistry.EMPTY, RAW);
        registry.file("/v2/os/image/manifests/" + digest, "{}".getBytes(UTF_8));
        assertTrue(refused("oci://" + registry.host() + "/os/image@" + digest, Map.of(), Problem.Kind.INVALID).detail()
                .contains("answered with something that is not"));
        registry.file("/v2/os/image/blobs/" + LoopbackRegistry.digest(RAW), Arrays.copyOf(RAW, 1000));
        assertTrue(refused(registry.reference("raw"), Map.of(), Problem.Kind.INVALID).detail()
                .contains("has 1000 bytes, and its manifest says 200000"));
        registry.manifest("two", "{\"config\": {\"mediaType\": \"" + LoopbackRegistry.EMPTY
                + "\"}, \"layers\": [{}, {}]}");
        assertTrue(refused(registry.reference("two"), Map.of(), Problem.Kind.INVALID).detail()
                .contains("2 layers instead of one"));
        registry.manifest("odd", "{\"config\": {\"mediaType\": \"" + LoopbackRegistry.EMPTY
                + "\"}, \"layers\": [{\"digest\": \"../../etc\", \"size\": 1}]}");
        refused(registry.reference("odd"), Map.of(), Problem.Kind.INVALID);
        registry.manifest("text", "[]");
        refused(registry.reference("text"), Map.of(), Problem.Kind.INVALID);
        refused(registry.reference("missing"), Map.of(), Problem.Kind.INVALID);
    }
}
