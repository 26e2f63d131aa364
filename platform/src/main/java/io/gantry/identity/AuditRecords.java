package io.gantry.identity;

import java.util.List;
import java.util.Optional;

/// Where the audit trail is kept. Rows are only ever added.
public interface AuditRecords {
    /// All or none of them.
    void add(List<AuditEntry> entries);

    Optional<AuditEntry> last();

    /// Those with higher numbers, in their order.
    List<AuditEntry> after(long number, int limit);
}
