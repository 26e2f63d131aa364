package io.gantry.compute.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface DrainMoveRepository extends GenericRepository<DrainMoveRow, Long> {
    void saveAll(List<DrainMoveRow> rows);

    List<DrainMoveRow> findByJobOrderByNumber(UUID job);

    @Query("""
            update drain_move set state = :state, migration = :migration, reason = :reason
            where job = :job and guest = :guest""")
    void change(UUID job, String guest, String state, @Nullable UUID migration, @Nullable String reason);
}
