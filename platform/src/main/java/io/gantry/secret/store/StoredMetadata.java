package io.gantry.secret.store;

import io.gantry.secret.MetadataRecords;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

@Singleton
class StoredMetadata implements MetadataRecords {
    private final MetadataRows rows;

    StoredMetadata(MetadataRows rows) {
        this.rows = rows;
    }

    @Override
    public Map<String, String> all(UUID secret) {
        var all = new TreeMap<String, String>();
        rows.findBySecretOrderByName(secret).forEach(row -> all.put(row.name(), row.content()));
        return all;
    }

    @Override
    @Transactional
    public void replace(UUID secret, Map<String, String> metadata) {
        rows.deleteBySecret(secret);
        metadata.forEach((name, value) -> rows.save(new MetadataRow(null, secret, name, value)));
    }

    @Override
    @Transactional
    public void put(UUID secret, String name, String value) {
        if (rows.change(secret, name, value) == 0) {
            rows.save(new MetadataRow(null, secret, name, value));
        }
    }

    @Override
    public boolean remove(UUID secret, String name) {
        return rows.deleteBySecretAndName(secret, name) > 0;
    }
}
