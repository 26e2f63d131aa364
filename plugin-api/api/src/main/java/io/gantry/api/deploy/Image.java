package io.gantry.api.deploy;

import java.net.URI;
import java.util.Map;

/// What is put on a node.
///
/// @param name for people
/// @param source where it is read from: `file:`, `http:`, `https:` or `oci:`
/// @param bytes its length; 0 if that is not known before it is read
/// @param checksum of all its bytes, as `sha256:` and lower case hexadecimal digits, or `sha512:`; empty if its source proves it
/// @param properties what the host found in it: `format` (`raw`, `qcow2`, `iso`, `gzip`, ..., or `container`), `partition-table` (`gpt`, `mbr`, `none`),
/// `evidence` (how it found out, for people), for what a registry holds `oci` (the reference with the digest of what was looked at); what it does not know is not there
public record Image(String name, URI source, long bytes, String checksum, Map<String, String> properties) {
    /// Copies the properties.
    public Image {
        properties = Map.copyOf(properties);
    }
}
