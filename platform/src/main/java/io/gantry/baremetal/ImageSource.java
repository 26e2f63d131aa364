package io.gantry.baremetal;

import io.gantry.api.deploy.Image;
import io.gantry.api.secret.Secret;
import io.gantry.baremetal.image.Inspected;
import io.gantry.baremetal.image.Inspector;
import io.gantry.baremetal.image.Wanted;
import io.gantry.base.Problem;
import io.gantry.image.Images;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds out what the image of a node is: one that this host keeps, by its name, or one that lies at a URL.
@Singleton
final class ImageSource {
    private final Images images;
    private final Inspector inspector;
    private final Credentials credentials;

    ImageSource(Images images, Inspector inspector, Credentials credentials) {
        this.images = images;
        this.inspector = inspector;
        this.credentials = credentials;
    }

    /// The image that its `instance_info` names, looked at now.
    Inspected of(BareMetalNode node) throws InterruptedException {
        return of(named(node), node);
    }

    /// The image of that name or URL, of which the node's `instance_info` may say more.
    Inspected of(String source, BareMetalNode node) throws InterruptedException {
        if (!source.contains("://")) {
            var image = kept(source);
            return new Inspected(image, Optional.empty(), List.of("this host keeps it: %d bytes, %s, %s".formatted(
                    image.bytes(), image.checksum(), new TreeMap<>(image.properties()))));
        }
        var secrets = credentials.open(node.fields(), NodeField.INSTANCE_INFO);
        try {
            return inspector.inspect(wanted(source, node, secrets));
        } finally {
            secrets.values().forEach(Secret::close);
        }
    }

    /// What of the node's image is known without looking at it, for those who take it off.
    Image unseen(BareMetalNode node) {
        var source = named(node);
        return source.contains("://") ? Inspector.unseen(wanted(source, node, Map.of())) : kept(source);
    }

    private static String named(BareMetalNode node) {
        var fields = node.fields();
        return fields.text(NodeField.INSTANCE_INFO, "image_source")
                .or(() -> fields.text(NodeField.INSTANCE_INFO, "boot_iso"))
                .orElseThrow(() -> Problem.invalid(
                        "Node %s names no image; set instance_info/image_source to the name of an image that this host keeps or to a URL."
                                .formatted(node.label())));
    }

    private Image kept(String name) {
        var kept = images.find(name);
        return new Image(kept.name(), images.file(kept).toUri(), kept.bytes(), "sha256:" + kept.sha256(),
                kept.properties());
    }

    private static Wanted wanted(String source, BareMetalNode node, Map<String, Secret> secrets) {
        return new Wanted(source, node.fields().texts(NodeField.INSTANCE_INFO), secrets,
                node.fields().text(NodeField.PROPERTIES, "cpu_arch"));
    }
}
