package io.gantry.baremetal;

import java.time.Instant;
import java.util.Map;

/// An image whose bytes the host keeps.
///
/// @param name unique in Gantry
/// @param bytes its length
/// @param sha256 of all its bytes, 64 lower case hexadecimal digits
/// @param properties what [Content] saw in it
public record KeptImage(String name, long bytes, String sha256, Map<String, String> properties, Instant created) {}
