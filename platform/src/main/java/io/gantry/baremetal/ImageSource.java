package io.gantry.baremetal;

import io.gantry.api.deploy.Image;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;

/// Finds out what the image of a node is: one that this host keeps, by its name, or one that lies at a URL.
@Singleton
final class ImageSource {
    private static final Set<String> SCHEMES = Set.of("http", "https", "file", "oci");

    private final Images images;

    ImageSource(Images images) {
        this.images = images;
    }

    /// The image that its `instance_info` names.
    Image of(BareMetalNode node) {
        var fields = node.fields();
        var source = fields.text(NodeField.INSTANCE_INFO, "image_source")
                .or(() -> fields.text(NodeField.INSTANCE_INFO, "boot_iso"))
                .orElseThrow(() -> Problem.invalid(
                        "Node %s names no image; set instance_info/image_source to the name of an image that this host keeps or to a URL."
                                .formatted(node.label())));
        return of(source, fields);
    }

    /// The image of that name or URL.
    ///
    /// @param fields of the node, where its `instance_info` says more about the image
    Image of(String source, Fields fields) {
        if (!source.contains("://")) {
            var kept = images.find(source);
            return new Image(kept.name(), images.file(kept).toUri(), kept.bytes(), "sha256:" + kept.sha256(),
                    kept.properties());
        }
        var properties = new HashMap<String, String>();
        fields.text(NodeField.INSTANCE_INFO, "image_disk_format").ifPresent(format -> properties.put("format", format));
        return new Image(source, uri(source), 0, checksum(fields).orElse(""), properties);
    }

    private static URI uri(String source) {
        try {
            var uri = new URI(source);
            if (uri.getScheme() != null && SCHEMES.contains(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw Problem.invalid("Image '%s' is neither the name of an image nor a URL of %s.".formatted(
                JsonBody.cut(source), SCHEMES));
    }

    private static Optional<String> checksum(Fields fields) {
        return fields.text(NodeField.INSTANCE_INFO, "image_os_hash_value")
                .map(value -> fields.text(NodeField.INSTANCE_INFO, "image_os_hash_algo").orElse("sha256") + ":" + value)
                .or(() -> fields.text(NodeField.INSTANCE_INFO, "image_checksum").map(ImageSource::named));
    }

    /// By its length, as Ironic's users write it.
    private static String named(String checksum) {
        return switch (checksum.length()) {
            case 32 -> "md5:" + checksum;
            case 128 -> "sha512:" + checksum;
            default -> "sha256:" + checksum;
        };
    }
}
