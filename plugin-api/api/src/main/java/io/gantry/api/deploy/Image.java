package io.gantry.api.deploy;

import java.net.URI;
import java.util.Map;

/// A disk image.
///
/// @param name for people
/// @param source where it is read from: a `file:` URI
/// @param bytes its length
/// @param sha256 of all its bytes, 64 lower case hexadecimal digits
/// @param properties what the host found in it: `format` (`raw`, `qcow2`, ...), `partition-table` (`gpt`, `mbr`, `none`), and what its owner said
public record Image(String name, URI source, long bytes, String sha256, Map<String, String> properties) {
    /// Copies the properties.
    public Image {
        properties = Map.copyOf(properties);
    }
}
