package io.gantry.compute.store;

import io.gantry.compute.GuestEntry.Phase;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface GuestRepository extends GenericRepository<GuestRow, String> {
    void save(GuestRow row);

    Optional<GuestRow> findById(String name);

    List<GuestRow> listOrderByName();

    void deleteById(String name);

    void update(@Id String name, Phase phase, @Nullable String reason);

    void updateHost(@Id String name, String host);

    @Query("update guest set job = :job where name = :name and (job is null or job = :job)")
    int claim(String name, UUID job);

    @Query("update guest set job = null where name = :name and job = :job")
    void release(String name, UUID job);
}
