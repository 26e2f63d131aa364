package io.gantry.image;

import java.time.Instant;
import java.util.List;

/// Something else than disks that clients of OpenStack look for among the images.
@FunctionalInterface
public interface Shelf {
    /// All that is on it now.
    List<Item> items();

    /// One of them.
    ///
    /// @param id by which clients name it
    record Item(String id, String name, long bytes, String format, Instant created, Instant changed) {}
}
