package io.gantry.secret.store;

import io.gantry.secret.Found;
import io.gantry.secret.QuotaRecords;
import io.gantry.secret.Quotas.Kind;
import io.gantry.secret.Window;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// With what was read of each project in memory, since every creation asks.
@Singleton
class StoredQuotas implements QuotaRecords {
    private final QuotaRows rows;
    private final Map<String, Map<Kind, Integer>> known = new ConcurrentHashMap<>();

    StoredQuotas(QuotaRows rows) {
        this.rows = rows;
    }

    @Override
    public Optional<Map<Kind, Integer>> find(String project) {
        return rows.findById(project).map(QuotaRow::value);
    }

    @Override
    public Optional<Integer> limit(String project, Kind kind) {
        return Optional.ofNullable(known.computeIfAbsent(project, id -> find(id).orElse(Map.of())).get(kind));
    }

    @Override
    public Found<Map.Entry<String, Map<Kind, Integer>>> list(Window window) {
        var page = rows.page(window.limit(), window.offset())
                .stream()
                .map(row -> Map.entry(row.project(), row.value()))
                .toList();
        return new Found<>(page, rows.count());
    }

    @Override
    @Transactional
    public void put(String project, Map<Kind, Integer> limits) {
        rows.deleteById(project);
        rows.save(QuotaRow.of(project, limits));
        known.put(project, Map.copyOf(limits));
    }

    @Override
    public boolean remove(String project) {
        var removed = rows.deleteById(project) > 0;
        known.remove(project);
        return removed;
    }
}
