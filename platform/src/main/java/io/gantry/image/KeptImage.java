package io.gantry.image;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// An image whose bytes the host keeps.
///
/// @param name unique in Gantry
/// @param id by which clients of OpenStack know it; another one each time an image of that name is kept anew
/// @param bytes its length
/// @param sha256 of all its bytes, 64 lower case hexadecimal digits
/// @param properties what [Content] saw in it
public record KeptImage(String name, UUID id, long bytes, String sha256, Map<String, String> properties,
        Instant created) {}
