package io.gantry.deploy.direct;

import io.gantry.api.Fit;
import io.gantry.api.Progress;
import io.gantry.api.Workbench;
import io.gantry.api.deploy.Deployment;
import io.gantry.deploy.AgentWork;
import io.gantry.deploy.Evidence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An image that the agent in the node's ramdisk writes.
final class AgentImage {
    private static final Set<String> PACKED = Set.of("gzip", "zstd", "xz");
    private static final long GIGABYTE = 1_000_000_000;

    private AgentImage() {}

    static Fit fit(Evidence evidence) {
        var image = evidence.image();
        if (!Set.of("file", "http", "https").contains(evidence.scheme())) {
            return new Fit.No("image %s lies at %s, where an agent cannot read a disk image".formatted(image.name(),
                    image.source()));
        }
        if (!image.checksum().contains(":")) {
            return new Fit.No(
                    "image %s has no checksum; set instance_info image_checksum, or image_os_hash_algo and image_os_hash_value"
                            .formatted(image.name()));
        }
        var gigabytes = evidence.deployment().properties().getOrDefault("local_gb", "");
        if (evidence.format().equals("raw") && gigabytes.matches("[0-9]{1,9}")
                && image.bytes() > (Long.parseLong(gigabytes) + 1) * GIGABYTE) {
            return new Fit.No(
                    "image %s has %d bytes, and the property local_gb of node %s is %s".formatted(image.name(),
                            image.bytes(), evidence.deployment().node(), gigabytes));
        }
        return judge(evidence);
    }

    private static Fit judge(Evidence evidence) {
        var name = evidence.image().name();
        var format = evidence.format();
        if (format.equals("raw")) {
            return new Fit.Yes("image %s is raw with %s partition table, and the node's agent writes it".formatted(name,
                    evidence.table().equals("gpt") ? "a GPT" : "an MBR"));
        }
        if (format.equals("qcow2")) {
            return new Fit.Yes("image %s is qcow2, which the node's agent unpacks".formatted(name));
        }
        if (format.equals("unknown") || PACKED.contains(format)) {
            return new Fit.Fallback(
                    "image %s %s, so whether a node can start from it shows only when the agent writes it"
                            .formatted(name, format.equals("unknown") ? "could not be looked into" : "is " + format));
        }
        return new Fit.No("image %s has the format %s, which an agent does not write".formatted(name, format));
    }

    static void write(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
        var parameters = new HashMap<String, Object>();
        parameters.put("image_info", info(deployment));
        AgentWork.configDrive(deployment).ifPresent(drive -> parameters.put("configdrive", drive));
        bench.command("standby.prepare_image", parameters, progress);
        AgentWork.settle(deployment, bench, progress);
    }

    private static Map<String, Object> info(Deployment deployment) {
        var image = deployment.image();
        var format = new Evidence(deployment).format();
        var raw = format.equals("raw") || PACKED.contains(format);
        var checksum = image.checksum().split(":", 2);
        // By its checksum, for two images may have one name.
        var info = new HashMap<String, Object>(Map.of("id", checksum[1], "urls", List.of(image.source().toString()),
                "disk_format", raw ? "raw" : format, "container_format", "bare", "stream_raw_images", raw, "image_type",
                "whole-disk", "os_hash_algo", checksum[0], "os_hash_value", checksum[1]));
        AgentWork.secret(deployment, "image_request_authorization_secret")
                .ifPresent(secret -> info.put("image_request_authorization", AgentWork.encoded(secret)));
        return info;
    }
}
