package io.gantry.identity.store;

import io.gantry.identity.AuditEntry;
import io.gantry.identity.AuditRecords;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

@Singleton
class StoredAudit implements AuditRecords {
    private final AuditRows rows;

    StoredAudit(AuditRows rows) {
        this.rows = rows;
    }

    @Override
    @Transactional
    public void add(List<AuditEntry> entries) {
        rows.saveAll(entries.stream().map(AuditRow::of).toList());
    }

    @Override
    public Optional<AuditEntry> last() {
        return rows.last().map(AuditRow::value);
    }

    @Override
    public List<AuditEntry> after(long number, int limit) {
        return rows.after(number, limit).stream().map(AuditRow::value).toList();
    }
}
