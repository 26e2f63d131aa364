package io.gantry.lab.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Installs a container as `bootc` would, as far as a lab can: it pulls and proves it all, and puts manifest, configuration and layers one behind the
/// other on the disk, each on a full MiB, behind a partition table.
final class Container {
    private static final int MIB = 1 << 20;

    private final Disk disk;

    Container(Disk disk) {
        this.disk = disk;
    }

    String install(Parameters parameters, Command.Tally tally) throws IOException, InterruptedException {
        var source = parameters.needed("image_source");
        var secret = parameters.text("pull_secret").or(() -> parameters.text("oci_pull_secret")).orElse("");
        var login = new String(Base64.getDecoder().decode(secret), UTF_8);
        try {
            var registry = new Registry(source, secret.isEmpty() || login.contains(":") ? login : ":" + login);
            var manifest = resolve(registry);
            var blobs = blobs(new Parameters("manifest", Json.object(manifest)));
            if (blobs.isEmpty()) {
                throw AgentError.download(source, "its manifest names no layers", null);
            }
            var parts = new ArrayList<InputStream>();
            parts.add(padded(new ByteArrayInputStream(masterBootRecord()), 512));
            parts.add(padded(new ByteArrayInputStream(manifest), manifest.length));
            for (var blob : blobs) {
                var digest = String.valueOf(blob.get("digest"));
                parts.add(padded(Verified.of(registry.blob(digest), digest),
                        blob.get("size") instanceof Number size ? size.longValue() : 0));
            }
            disk.write(new SequenceInputStream(Collections.enumeration(parts)), 0, tally);
        } catch (IOException failed) {
            disk.wipeEnds();
            throw AgentError.download(source, failed.toString(), failed);
        }
        return "Container image (" + source + ") written to device " + disk.file();
    }

    /// The manifest for this architecture, where there is a choice.
    private static byte[] resolve(Registry registry) throws IOException {
        var manifest = registry.manifest();
        if (!(Json.object(manifest).get("manifests") instanceof List<?> choice)) {
            return manifest;
        }
        var here = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        for (var one : choice) {
            if (one instanceof Map<?, ?> entry && entry.get("platform") instanceof Map<?, ?> platform
                    && here.equals(platform.get("architecture"))) {
                return registry.manifest(String.valueOf(entry.get("digest")));
            }
        }
        throw AgentError.download("container", "there is none for " + here + " in its index", null);
    }

    private static List<Map<?, ?>> blobs(Parameters manifest) {
        var blobs = new ArrayList<Map<?, ?>>();
        if (manifest.values().get("config") instanceof Map<?, ?> config) {
            blobs.add(config);
        }
        if (manifest.values().get("layers") instanceof List<?> layers) {
            for (var layer : layers) {
                if (layer instanceof Map<?, ?> blob) {
                    blobs.add(blob);
                }
            }
        }
        return blobs;
    }

    private static InputStream padded(InputStream in, long length) {
        var rest = (int) ((MIB - length % MIB) % MIB);
        return new SequenceInputStream(in, new ByteArrayInputStream(new byte[rest]));
    }

    /// One active partition from the first MiB to the end.
    byte[] masterBootRecord() throws IOException {
        var sector = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        sector.put(446, (byte) 0x80).put(450, (byte) 0x83).putInt(454, MIB / 512);
        sector.putInt(458, (int) Math.min(Integer.MAX_VALUE, disk.size() / 512 - MIB / 512));
        return sector.put(510, (byte) 0x55).put(511, (byte) 0xaa).array();
    }

    /// What the lab's own deploy steps leave behind: a disk with a partition, and that text in it.
    void brand(String text, Command.Tally tally) throws IOException, InterruptedException {
        var bytes = text.getBytes(UTF_8);
        disk.write(new SequenceInputStream(padded(new ByteArrayInputStream(masterBootRecord()), 512),
                padded(new ByteArrayInputStream(bytes), bytes.length)), 0, tally);
    }
}
