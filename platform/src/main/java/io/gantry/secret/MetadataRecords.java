package io.gantry.secret;

import java.util.Map;
import java.util.UUID;

/// Where user metadata is written down. Every method is one transaction, or part of the caller's.
public interface MetadataRecords {
    Map<String, String> all(UUID secret);

    void replace(UUID secret, Map<String, String> metadata);

    /// Adds or changes one.
    void put(UUID secret, String name, String value);

    /// Whether there was one.
    boolean remove(UUID secret, String name);
}
