package io.gantry.deploy;

import io.gantry.api.deploy.Deployment;
import io.gantry.api.deploy.Image;
import io.gantry.api.deploy.Means;
import java.util.Locale;
import java.util.Set;

/// What speaks for an interface and against it.
public record Evidence(Deployment deployment) {
    /// What the host says of a container.
    public static final String CONTAINER = "container";

    public Image image() {
        return deployment.image();
    }

    /// `unknown` if the host could not find out.
    public String format() {
        return image().properties().getOrDefault("format", "unknown");
    }

    /// `gpt` or `mbr`, `none`, or `unknown`.
    public String table() {
        return image().properties().getOrDefault("partition-table", "unknown");
    }

    public boolean partitioned() {
        return Set.of("gpt", "mbr").contains(table());
    }

    /// In lower case; empty if there is none.
    public String scheme() {
        var scheme = image().source().getScheme();
        return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
    }

    /// Whether what was asked for says so in so many words; unlike with Ironic "false" says no.
    public boolean wishes(String key) {
        return Set.of("true", "1", "yes", "on", "t", "y")
                .contains(deployment.wishes().getOrDefault(key, "").toLowerCase(Locale.ROOT));
    }

    public boolean agent() {
        return deployment.means().contains(Means.AGENT);
    }

    public boolean disc() {
        return deployment.means().contains(Means.DISC);
    }

    /// How a node without a ramdisk gets one.
    public String noAgent() {
        return "no ramdisk can be started on node %s: its hardware driver has to show discs, and driver_info needs deploy_iso or gantry.yaml bare-metal.agent-disc"
                .formatted(deployment.node());
    }
}
