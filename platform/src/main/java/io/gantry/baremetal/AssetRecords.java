package io.gantry.baremetal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where chassis, volume connectors and volume targets are written down.
public interface AssetRecords {
    /// @throws io.gantry.base.Problem CONFLICT if its id or [Asset#mark] is another's
    void add(Asset asset);

    /// @throws io.gantry.base.Problem CONFLICT if its [Asset#mark] is another's
    void write(Asset asset);

    Optional<Asset> find(Asset.Kind kind, UUID id);

    /// In the order they came.
    ///
    /// @param node only this one's
    /// @param project only those of nodes of which it is owner or lessee
    /// @param marker only those after this one
    List<Asset> list(Asset.Kind kind, Optional<UUID> node, Optional<String> project, Optional<UUID> marker, int limit);

    /// @return false if nodes stand in it
    boolean remove(Asset asset);
}
