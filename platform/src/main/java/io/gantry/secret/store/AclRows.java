package io.gantry.secret.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface AclRows extends GenericRepository<AclRow, UUID> {
    AclRow save(AclRow row);

    Optional<AclRow> findById(UUID object);

    void deleteById(UUID object);

    @Query("SELECT project_access FROM secret_acl WHERE object = :object")
    Optional<Boolean> projectAccess(UUID object);

    @Query("SELECT reader FROM secret_acl_reader WHERE object = :object ORDER BY reader")
    List<String> readers(UUID object);

    @Query("SELECT reader FROM secret_acl_reader WHERE object = :object AND reader = :reader")
    Optional<String> reader(UUID object, String reader);

    @Query("INSERT INTO secret_acl_reader (object, reader) VALUES (:object, :reader)")
    void addReader(UUID object, String reader);
}
