package io.gantry.image;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Where images are written down.
public interface ImageRecords {
    /// @return false if there is one of that name
    boolean add(KeptImage image);

    Optional<KeptImage> find(String name);

    Optional<KeptImage> find(UUID id);

    /// By name.
    ///
    /// @param after only names that come later; empty string for all
    List<KeptImage> list(String after, int limit);

    void remove(String name);

    /// The checksums of all images.
    Set<String> checksums();
}
