package io.gantry.baremetal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Where allocations are written down.
public interface AllocationRecords {
    /// @throws io.gantry.base.Problem CONFLICT if its id or name is another's
    void add(Allocation allocation);

    Optional<Allocation> find(UUID id);

    Optional<Allocation> named(String name);

    Optional<Allocation> of(UUID node);

    /// @param owner of that project; empty for all
    /// @param marker only those after this one
    List<Allocation> list(Optional<String> owner, Map<String, String> filters, Optional<UUID> marker, int limit);

    void update(UUID id, Optional<String> name, Map<String, Object> extra, Instant now);

    void remove(UUID id);

    /// Nodes that are offered, free, and have what is wanted, in the order they came.
    List<FreeNode> free(FreeNode.Wanted wanted, int limit);

    /// All that `work` writes, or nothing.
    <T> T inTransaction(Supplier<T> work);
}
