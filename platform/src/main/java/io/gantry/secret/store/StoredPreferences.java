package io.gantry.secret.store;

import io.gantry.secret.PreferenceRecords;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// With what was read of each project in memory, since every creation asks.
@Singleton
class StoredPreferences implements PreferenceRecords {
    private final PreferenceRows rows;
    private final Map<String, Optional<String>> known = new ConcurrentHashMap<>();

    StoredPreferences(PreferenceRows rows) {
        this.rows = rows;
    }

    @Override
    public Optional<String> find(String project) {
        return known.computeIfAbsent(project, id -> rows.findById(id).map(PreferenceRow::store));
    }

    @Override
    @Transactional
    public void put(String project, String store) {
        rows.deleteById(project);
        rows.save(new PreferenceRow(project, store));
        known.put(project, Optional.of(store));
    }

    @Override
    public void remove(String project) {
        rows.deleteById(project);
        known.remove(project);
    }
}
