package io.gantry.identity.store;

import io.gantry.identity.RevocationRecords;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

@Singleton
final class StoredRevocations implements RevocationRecords {
    private final RevocationRows rows;

    StoredRevocations(RevocationRows rows) {
        this.rows = rows;
    }

    /// Twice is as good as once.
    @Override
    public void add(String audit, Instant expires) {
        Names.free(() -> rows.save(new RevocationRow(audit, expires)));
    }

    @Override
    public Map<String, Instant> all() {
        return rows.findAll().stream().collect(Collectors.toMap(RevocationRow::audit, RevocationRow::expires));
    }

    @Override
    public void removeEnded(Instant now) {
        rows.removeEnded(now);
    }
}
