package io.gantry.lab.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the agent does with images that are as they should be, and with others.
class WritingTest {
    private static final byte[] IMAGE = Images.random(5 << 20);

    @TempDir
    Path directory = Path.of("");

    private @Nullable PlayedHost host;
    private @Nullable LabProcess agent;

    @AfterEach
    void end() throws Exception {
        if (host != null) {
            host.close();
        }
        if (agent != null) {
            agent.kill();
        }
    }

    private LabProcess agent(PlayedHost of, String... lines) throws Exception {
        host = of;
        var started = LabProcess.start(directory.resolve("machine"),
                "gantry-lab-disc agent\napi=" + of.url() + "/baremetal/v1\n" + String.join("\n", lines) + "\n");
        agent = started;
        return started.meets(of);
    }

    private static Map<String, @Nullable Object> prepare(LabProcess agent, Map<String, @Nullable Object> info)
            throws IOException, InterruptedException {
        return agent.run("standby.prepare_image", Map.of("image_info", info));
    }

    private static void assertUnfinished(LabProcess agent) throws IOException {
        assertArrayEquals(new byte[1 << 20], Arrays.copyOf(agent.disk(), 1 << 20), "the first MiB");
    }

    private static void assertWritten(LabProcess agent, Map<String, @Nullable Object> result) throws IOException {
        assertEquals("SUCCEEDED", result.get("command_status"), result.toString());
        assertArrayEquals(IMAGE, Arrays.copyOf(agent.disk(), IMAGE.length));
    }

    @Test
    void writesWhatItReadsAndGoesOnAfterABrokenConnection() throws Exception {
        var served = new PlayedHost();
        var met = agent(served);
        var info = LabProcess.image(served.serve("/image", IMAGE), "raw");
        info.put("os_hash_algo", "sha512");
        info.put("os_hash_value", Images.sum("SHA-512", IMAGE));
        served.breakAnswers(2);
        var result = prepare(met, info);
        assertWritten(met, result);
        assertEquals(3, served.requests());
        assertEquals("{result=prepare_image: image (image-1) written to device " + directory.resolve("machine/disk")
                + "}", String.valueOf(result.get("command_result")));
        assertTrue(String.valueOf(result.get("command_progress")).contains("total=" + IMAGE.length), result.toString());
        prepare(met, info);
        assertEquals(3, served.requests(), "what is on the disk already is not fetched again");
    }

    @Test
    void leavesNoDiskBehindThatLooksFinished() throws Exception {
        var served = new PlayedHost();
        var met = agent(served);
        var info = LabProcess.image(served.serve("/image", IMAGE), "raw");
        info.put("checksum", Images.sum("SHA-256", new byte[1]));
        var wrong = prepare(met, info);
        assertEquals("FAILED", wrong.get("command_status"));
        assertTrue(String.valueOf(wrong.get("command_error")).contains("type=ImageChecksumError"), wrong.toString());
        assertUnfinished(met);

        info.put("urls", List.of(served.url() + "/missing"));
        var missing = prepare(met, info);
        assertTrue(String.valueOf(missing.get("command_error")).contains("was answered with 404"), missing.toString());
        assertUnfinished(met);

        var large = Images.random(LabProcess.DISK + 1);
        info.put("urls", List.of(served.serve("/large", large)));
        info.put("checksum", Images.sum("SHA-256", large));
        var tooLarge = prepare(met, info);
        assertTrue(String.valueOf(tooLarge.get("command_error")).contains("type=ImageWriteError"), tooLarge.toString());
        assertUnfinished(met);

        info.put("urls", List.of(served.url() + "/image"));
        info.put("checksum", Images.sum("MD5", IMAGE));
        assertWritten(met, prepare(met, info));
    }

    @Test
    void leavesNoDiskBehindThatLooksFinishedWhenItDies() throws Exception {
        var served = new PlayedHost();
        var met = agent(served, "fault=finish:die");
        var info = LabProcess.image(served.serve("/image", IMAGE), "raw");
        info.put("checksum", Images.sum("SHA-256", IMAGE));
        met.post("standby.prepare_image", Map.of("image_info", info));
        assertEquals(137, met.exitCode());
        assertUnfinished(met);
        assertEquals(IMAGE[IMAGE.length - 1], met.disk()[IMAGE.length - 1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "xz"})
    void unpacksWhatIsCompressed(String program) throws Exception {
        var served = new PlayedHost();
        var packed = program.equals("gzip") ? gzip(IMAGE) : packed(program);
        var met = agent(served);
        var info = LabProcess.image(served.serve("/image." + program, packed), "raw");
        served.serve("/sums", ("# sums\nSHA256 (other) = " + "0".repeat(64) + "\n" + Images.sum("SHA-256", packed)
                + "  image." + program + "\n").getBytes(UTF_8));
        info.put("checksum", served.url() + "/sums");
        info.put("configdrive", Base64.getEncoder().encodeToString(gzip("a drive".getBytes(UTF_8))));
        assertWritten(met, prepare(met, info));
        var note = met.note("config-drive").lines().toList();
        var at = Integer.parseInt(note.getFirst().substring(3));
        assertEquals("a drive", new String(met.disk(), at, 7, UTF_8));

        var damaged = Arrays.copyOf(packed, packed.length / 2);
        info.put("id", "damaged");
        info.put("urls", List.of(served.serve("/damaged", damaged)));
        info.put("checksum", Images.sum("SHA-256", damaged));
        assertEquals("FAILED", prepare(met, info).get("command_status"));
        assertUnfinished(met);
    }

    private byte[] packed(String program) throws Exception {
        var file = Files.write(directory.resolve("image"), IMAGE);
        try {
            var process = new ProcessBuilder(program, "-c", file.toString()).start();
            return process.getInputStream().readAllBytes();
        } catch (IOException missing) {
            assumeTrue(false, program + " is not installed");
            throw missing;
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void unfoldsQcow2AndRefusesOneThatNamesOtherFiles() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/qemu-img")), "qemu-img is not installed");
        var image = IMAGE.clone();
        Arrays.fill(image, 1 << 20, 2 << 20, (byte) 0);
        Arrays.fill(image, 2 << 20, 3 << 20, (byte) 'x');
        var raw = Files.write(directory.resolve("raw"), image);
        var standing = directory.resolve("standing.qcow2");
        var leaning = directory.resolve("leaning.qcow2");
        assertEquals(0, qemuImg("convert", "-O", "qcow2", raw.toString(), standing.toString()));
        assertEquals(0, qemuImg("create", "-f", "qcow2", "-F", "raw", "-b", raw.toString(), leaning.toString()));
        var packed = directory.resolve("packed.qcow2");
        var small = directory.resolve("small.qcow2");
        assertEquals(0, qemuImg("convert", "-c", "-O", "qcow2", raw.toString(), packed.toString()));
        assertEquals(0, qemuImg("convert", "-O", "qcow2", "-o", "compat=0.10,cluster_size=512", raw.toString(),
                small.toString()));
        var served = new PlayedHost();
        var met = agent(served);
        for (var file : List.of(leaning, standing, packed, small)) {
            var bytes = Files.readAllBytes(file);
            var info = LabProcess.image(served.serve("/" + file.getFileName(), bytes), "qcow2");
            info.put("checksum", Images.sum("SHA-256", bytes));
            var result = prepare(met, info);
            if (file.equals(leaning)) {
                assertTrue(String.valueOf(result.get("command_error")).contains("another file"), result.toString());
            } else {
                assertEquals("SUCCEEDED", result.get("command_status"), result.toString());
                assertArrayEquals(image, Arrays.copyOf(met.disk(), image.length), file.toString());
            }
        }
    }

    private static int qemuImg(String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of("qemu-img"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    @Test
    void installsAContainer() throws Exception {
        var served = new PlayedHost();
        var layer = Images.random(3 << 19);
        var config = "{\"architecture\":\"amd64\"}".getBytes(UTF_8);
        var manifest = "{\"config\":%s,\"layers\":[%s]}".formatted(blob(served, config), blob(served, layer))
                .getBytes(UTF_8);
        var digest = "sha256:" + Images.sum("SHA-256", manifest);
        served.serve("/v2/os/bootc/manifests/" + digest, manifest);
        served.serve("/v2/os/bootc/manifests/1", ("{\"manifests\":[{\"digest\":\"sha256:00\",\"platform\":"
                + "{\"architecture\":\"s390x\"}},{\"digest\":\"" + digest + "\",\"platform\":{\"architecture\":\""
                + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64") + "\"}}]}").getBytes(UTF_8));
        var met = agent(served);
        var result = met.run("standby.execute_bootc_install",
                Map.of("image_source", served.url().replace("http", "oci") + "/os/bootc:1"));
        assertEquals("SUCCEEDED", result.get("command_status"), result.toString());
        var disk = met.disk();
        assertEquals((byte) 0xaa, disk[511]);
        assertArrayEquals(manifest, Arrays.copyOfRange(disk, 1 << 20, (1 << 20) + manifest.length));
        assertArrayEquals(layer, Arrays.copyOfRange(disk, 3 << 20, (3 << 20) + layer.length));

        served.serve("/v2/os/bootc/blobs/sha256:" + Images.sum("SHA-256", layer), Images.random(1000));
        var swapped = met.run("standby.execute_bootc_install",
                Map.of("image_source", served.url().replace("http", "oci") + "/os/bootc:1"));
        assertTrue(String.valueOf(swapped.get("command_error")).contains("ImageChecksumError"), swapped.toString());
        assertUnfinished(met);
    }

    private static String blob(PlayedHost served, byte[] content) {
        var digest = "sha256:" + Images.sum("SHA-256", content);
        served.serve("/v2/os/bootc/blobs/" + digest, content);
        return "{\"digest\":\"%s\",\"size\":%d}".formatted(digest, content.length);
    }
}
