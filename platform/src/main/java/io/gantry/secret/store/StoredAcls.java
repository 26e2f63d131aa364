package io.gantry.secret.store;

import io.gantry.secret.Acl;
import io.gantry.secret.AclRecords;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.UUID;

@Singleton
class StoredAcls implements AclRecords {
    private final AclRows rows;

    StoredAcls(AclRows rows) {
        this.rows = rows;
    }

    @Override
    public boolean reads(UUID object, String user) {
        return rows.reader(object, user).isPresent();
    }

    @Override
    public Optional<Acl> find(UUID object) {
        return rows.findById(object)
                .map(row -> new Acl(row.projectAccess(), new LinkedHashSet<>(rows.readers(object)), row.created(),
                        row.updated()));
    }

    @Override
    @Transactional
    public void put(UUID object, Acl acl) {
        rows.deleteById(object);
        rows.save(new AclRow(object, acl.projectAccess(), acl.created(), acl.updated()));
        acl.readers().forEach(reader -> rows.addReader(object, reader));
    }

    @Override
    public void remove(UUID object) {
        rows.deleteById(object);
    }
}
