package io.gantry.identity.store;

import io.gantry.identity.ApplicationCredential;
import io.gantry.identity.CredentialRecords;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

@Singleton
final class StoredCredentials implements CredentialRecords {
    private final CredentialRows rows;

    StoredCredentials(CredentialRows rows) {
        this.rows = rows;
    }

    @Override
    public boolean add(ApplicationCredential credential) {
        return Names.free(() -> rows.save(CredentialRow.of(credential)));
    }

    @Override
    public Optional<ApplicationCredential> find(String id) {
        return rows.findById(id).map(CredentialRow::value);
    }

    @Override
    public List<ApplicationCredential> of(String user) {
        return rows.of(user).stream().map(CredentialRow::value).toList();
    }

    @Override
    public boolean remove(String id) {
        return rows.deleteById(id) == 1;
    }
}
