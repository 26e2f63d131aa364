package io.gantry.baremetal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gantry.HostFile;
import io.gantry.HostProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Twenty machines at once, half of them behind a controller that speaks Redfish, go through their lives by OpenStack's own client: with every deploy
/// interface, with images of every kind, and with agents that show certificates of their own.
class RackTest {
    private static final int HALF = 10;
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path SCRIPT = Path.of("src", "test", "resources", "clients", "rack.py").toAbsolutePath();
    private static final List<String> PLUGINS = List.of("local", "deploy", "lab", "redfish");

    @TempDir
    Path directory;

    private final Path files = Path.of("files");

    /// An image, where it lies, and the files that hold what it leaves on a disk.
    ///
    /// @param chosen the deploy interface that is to take it
    private record Content(String chosen, Map<String, String> wishes, List<Map<String, Object>> disk,
            Map<String, String> notes) {
        Map<String, Object> json() {
            return Map.of("interface", chosen, "wishes", wishes, "disk", disk, "notes", notes);
        }
    }

    @Test
    void twentyMachinesLiveTheirLives() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(PYTHON)) && run(PYTHON, "-c", "import ironicclient, openstack").isEmpty(),
                "skipped: install python3-ironicclient python3-openstacksdk to try the real client");
        try (var images = new ImageServer();
                var lab = new LabController(directory.resolve("lab"), HALF, "--delay", "50");
                var host = HostProcess.with(directory.resolve("host"), file(images))) {
            images.put("/agent",
                    "gantry-lab-disc agent\napi=" + host.url() + "/baremetal\nstep=install_appliance:80\n");
            images.put("/secret-agent", "gantry-lab-disc agent\napi=" + host.url() + "/baremetal\ntls=yes\n");
            images.put("/installer", "gantry-lab-disc installer\nks=" + host.url() + "/baremetal/v1/kickstart\n");
            images.put("/live.iso", "gantry-lab-disc system\n");
            var kept = DiskImages.gpt(2, 99);
            assertEquals(200, host.client().put("/images/kept", BodyPublishers.ofByteArray(kept)).status());
            var contents = contents(images, kept);
            images.breakAnswers("/raw-3", 4);
            var plan = new ArrayList<Map<String, Object>>();
            for (var i = 0; i < HALF; i++) {
                var rack = host.data().resolve("drivers/rack/nodes/r" + i);
                var disc = i % 4 == 1 ? Map.of("deploy_iso", images.url("/secret-agent")) : Map.<String, String>of();
                plan.add(node("r" + i, "rack", disc, rack, false, contents.get(i)));
                var reach = new HashMap<>(lab.reach(i + 1));
                reach.putAll(disc);
                plan.add(node("b" + i, "bmc", reach, lab.machine(i + 1), true, contents.get(i)));
            }
            plan.get(0).put("wrong", wrong(images));
            plan.get(1).put("wrong", wrong(images));
            var said = run(PYTHON, SCRIPT.toString(), "gantry",
                    Files.writeString(directory.resolve("plan.json"), new ObjectMapper().writeValueAsString(plan))
                            .toString());
            System.out.println(said);
            assertTrue(said.endsWith("done"), said);
            assertTrue(images.resumed() > 0, "nobody went on after a broken answer");
            var log = Files.readString(lab.machine(2).resolve("log"));
            assertTrue(log.contains("listening on https://"), log);
        }
    }

    private static String file(ImageServer images) throws IOException {
        return "http: { port: " + freePort() + " }\n"
                + "bare-metal: { agent-silence: 30s, agent-start: 2m, agent-disc: '" + images.url("/agent") + "' }\n"
                + HostFile.with(PLUGINS, "keys: { driver: local }", "direct: { driver: direct }",
                        "ramdisk: { driver: ramdisk }", "bootc: { driver: bootc }",
                        "installer: { driver: anaconda, disc: '" + images.url("/installer") + "' }",
                        "custom: { driver: custom-agent, trait: CUSTOM_APPLIANCE }", "rack: { driver: lab-hardware }",
                        "bmc: { driver: redfish, pause: 100ms, poll: 50ms }");
    }

    /// Discs say where the host is, also after it was started again.
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /// The two images of each of the nodes, one after the other.
    private List<List<Content>> contents(ImageServer images, byte[] kept) throws Exception {
        var made = new ArrayList<Content>();
        for (var i = 0; i < 8; i++) {
            made.add(raw(images, "/raw-" + i, DiskImages.gpt(2 + i % 2, i)));
        }
        var plain = DiskImages.gpt(3, 20);
        var gzip = packed(images, "/disk.gz", gzip(plain), plain);
        var zstd = packed(images, "/disk.zst", piped(plain, "zstd", "-c"), plain);
        var xz = packed(images, "/disk.xz", piped(plain, "xz", "-0", "-c"), plain);
        var qcow2 = packed(images, "/disk.qcow2", qcow2(plain), plain);
        var layer = DiskImages.noise(1, 4);
        var container = new Content("bootc", Map.of("image_source", images.container("1", layer)),
                List.of(place("layer", layer, 3 << 20)), Map.of());
        var installed = DiskImages.noise(1, 5);
        var installer = new Content("installer",
                Map.of("image_source", images.put("/os.tar", installed), "image_checksum",
                        DiskImages.sha256(installed)),
                List.of(place("os", installed, 0)), Map.of());
        var appliance = new Content("custom", Map.of("image_source", images.put("/odd.vmdk", "KDMV and so on")),
                List.of(place("brand", "install_appliance of ".getBytes(UTF_8), 1 << 20)), Map.of());
        var live = new Content("ramdisk", Map.of("boot_iso", images.url("/live.iso"), "ironic_ramdisk_deploy", "true"),
                List.of(), Map.of("console", "system of " + images.url("/live.iso")));
        var local = new Content("direct", Map.of("image_source", "kept"), List.of(place("kept", kept, 0)), Map.of());
        return List.of(List.of(made.get(0), qcow2), List.of(qcow2, made.get(1)), List.of(gzip, zstd),
                List.of(made.get(3), xz), List.of(live, made.get(4)), List.of(container, made.get(5)),
                List.of(installer, installer), List.of(appliance, appliance), List.of(local, made.get(6)),
                List.of(zstd, gzip));
    }

    private Content raw(ImageServer images, String path, byte[] bytes) throws Exception {
        return packed(images, path, bytes, bytes);
    }

    private Content packed(ImageServer images, String path, byte[] bytes, byte[] plain) throws Exception {
        return new Content("direct", Map.of("image_source", images.put(path, bytes), "image_checksum",
                DiskImages.sha256(bytes)), List.of(place(path.substring(1), plain, 0)), Map.of());
    }

    private static Map<String, Object> wrong(ImageServer images) throws Exception {
        return Map.of("wishes", Map.of("image_source", images.url("/raw-1"), "image_checksum",
                DiskImages.sha256("something else".getBytes(UTF_8))));
    }

    private Map<String, Object> place(String name, byte[] bytes, int at) throws IOException {
        var into = Files.createDirectories(directory.resolve(files));
        return Map.of("file", Files.write(into.resolve(name), bytes).toString(), "at", at);
    }

    private static Map<String, Object> node(String name, String driver, Map<String, String> reach, Path machine,
            boolean whole, List<Content> contents) {
        return new HashMap<>(Map.of("name", name, "driver", driver, "driver_info", reach, "properties",
                driver.equals("rack") ? Map.of("disk-mib", "8") : Map.of(), "machine", machine.toString(), "whole",
                whole, "images", contents.stream().map(Content::json).toList()));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private byte[] piped(byte[] plain, String... command) throws Exception {
        var in = Files.write(directory.resolve("plain"), plain);
        var process = new ProcessBuilder(command).redirectInput(in.toFile()).start();
        var packed = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor(), String.join(" ", command));
        return packed;
    }

    private byte[] qcow2(byte[] plain) throws Exception {
        var in = Files.write(directory.resolve("plain"), plain);
        var out = directory.resolve("disk.qcow2");
        assertEquals("", run("qemu-img", "convert", "-f", "raw", "-O", "qcow2", in.toString(), out.toString()));
        return Files.readAllBytes(out);
    }

    private String run(String... command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("OS_CLIENT_CONFIG_FILE", directory.resolve("host/data/clouds.yaml").toString());
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? text : text + "\nfailed";
    }
}
