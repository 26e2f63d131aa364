package io.gantry.secret.store;

import io.gantry.secret.KeptSecret;
import io.gantry.secret.SecretRecords;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class StoredSecrets implements SecretRecords {
    private final SecretRows rows;

    StoredSecrets(SecretRows rows) {
        this.rows = rows;
    }

    @Override
    public void add(KeptSecret secret) {
        rows.save(SecretRow.of(secret));
    }

    @Override
    public Optional<KeptSecret> find(UUID id) {
        return rows.findById(id).map(SecretRow::value);
    }

    @Override
    public List<KeptSecret> list(Optional<KeptSecret> before, int limit) {
        var page = before.map(last -> rows.older(last.created(), last.id(), limit)).orElseGet(() -> rows.newest(limit));
        return page.stream().map(SecretRow::value).toList();
    }

    @Override
    public void markDeleting(UUID id) {
        rows.markDeleting(id);
    }

    @Override
    public void remove(UUID id) {
        rows.deleteById(id);
    }

    @Override
    public List<KeptSecret> deleting() {
        return rows.deleting().stream().map(SecretRow::value).toList();
    }
}
