package io.gantry.cli.tour;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.cli.Api;
import io.gantry.cli.NodeApi;
import io.gantry.cli.Size;
import io.gantry.cli.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An image goes on a node, and the node's disk is looked at.
final class DeployChapter implements Chapter {
    private static final int MEBIBYTE = 1 << 20;

    private final Instances instances;

    DeployChapter(Instances instances) {
        this.instances = instances;
    }

    @Override
    public List<TourStep> steps() {
        return List.of(new TourStep("A disk image is taken in", this::takeIn),
                new TourStep("It is deployed to a node whose deploy interface is autodetect", this::deploy),
                new TourStep("The node's disk is the image", this::compare));
    }

    private void takeIn(Guide guide) throws IOException {
        var image = image(guide);
        if (guide.plan().image().isEmpty()) {
            DiskImage.write(image);
            guide.say("made an image with a partition table and a FAT16 file system: %s"
                    .formatted(String.join(", ", DiskImage.names())));
        }
        var kept = guide.api().upload("PUT", Api.path("images", guide.name("image")), image);
        guide.say("%s: %s, %s".formatted(image, new Size(Files.size(image)), Table.text(kept.path("properties"))));
        guide.expect("its length", Files.size(image), kept.path("bytes").asLong());
        guide.expect("its SHA-256", Digest.of(image), kept.path("sha256").asText());
    }

    private void deploy(Guide guide) throws IOException {
        var node = guide.name("node");
        var mebibytes = Files.size(image(guide)) / MEBIBYTE + 1;
        var nodes = new NodeApi(guide.api());
        nodes.create(Map.of("name", node, "driver", instances.first("HardwareDriver", "DiskAccess"), "deploy_interface",
                "autodetect", "properties", Map.of("disk-mib", Long.toString(mebibytes))));
        guide.succeeded(nodes.offer(node, guide.bar()));
        nodes.image(node, guide.name("image"));
        var said = new ArrayList<JsonNode>();
        guide.succeeded(nodes.follow(node, "active", guide.bar(), event -> {
            if (event.path("type").asText().equals("verdict")) {
                said.add(event.path("data"));
            }
        }));
        var asked = said.stream().map(verdict -> verdict.path("instance").asText()).toList();
        guide.expect("candidates that gave a verdict, in the order of the file", instances.open("DeployInterface"),
                asked);
        said.forEach(verdict -> guide.expect("the reason of " + Table.text(verdict.path("instance")),
                !verdict.path("reason").asText().isBlank(), Table.text(verdict.path("reason"))));
        var shown = nodes.show(node);
        guide.expect("state of the node", "active", shown.path("provision_state").asText());
        guide.expect("who deployed", rightful(said), shown.path("deploy_interface").asText());
        guide.expect("verdicts that are kept with the node", said.size(),
                shown.path("driver_internal_info").path("autodetect").size());
    }

    /// The first who said yes; without one, the first who would do.
    private static String rightful(List<JsonNode> verdicts) {
        return said(verdicts, "yes").or(() -> said(verdicts, "fallback"))
                .orElseThrow(() -> new Unexpected("nobody took the image, and yet it was deployed"));
    }

    private static Optional<String> said(List<JsonNode> verdicts, String word) {
        return verdicts.stream()
                .filter(verdict -> verdict.path("verdict").asText().equalsIgnoreCase(word))
                .map(verdict -> verdict.path("instance").asText())
                .findFirst();
    }

    private void compare(Guide guide) throws IOException {
        var disk = guide.scratch().resolve("disk");
        guide.api().download(Api.path("nodes", guide.name("node"), "disk"), disk);
        var image = image(guide);
        var length = Files.size(image);
        guide.expect("the disk holds the image", Files.size(disk) >= length, new Size(Files.size(disk)).toString());
        var difference = firstDifference(image, disk);
        guide.expect("bytes that agree from the first one on", length, difference);
        guide.expect("SHA-256 of that part of the disk", Digest.of(image), Digest.of(disk, length));
    }

    /// How many bytes of the image stand at the start of the disk.
    private static long firstDifference(Path image, Path disk) throws IOException {
        try (var left = Files.newInputStream(image); var right = Files.newInputStream(disk)) {
            var position = 0L;
            while (true) {
                var here = left.readNBytes(MEBIBYTE);
                if (here.length == 0) {
                    return position;
                }
                var mismatch = Arrays.mismatch(here, right.readNBytes(here.length));
                if (mismatch >= 0) {
                    return position + mismatch;
                }
                position += here.length;
            }
        }
    }

    private static Path image(Guide guide) {
        return guide.plan().image().orElse(guide.scratch().resolve("image"));
    }
}
