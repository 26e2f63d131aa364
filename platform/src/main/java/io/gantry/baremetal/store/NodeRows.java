package io.gantry.baremetal.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface NodeRows extends GenericRepository<NodeRow, String> {
    NodeRow save(NodeRow row);

    Optional<NodeRow> findById(String name);

    @Query("SELECT * FROM node WHERE name > :after ORDER BY name LIMIT :limit")
    List<NodeRow> list(String after, int limit);

    @Query("SELECT * FROM node WHERE image = :image ORDER BY name LIMIT 1")
    Optional<NodeRow> withImage(String image);

    @Query("DELETE FROM node WHERE name = :name AND state = :state")
    int remove(String name, String state);

    @Query("UPDATE node SET state = :to, image = :image, job = NULL, reason = NULL WHERE name = :name AND state = :from")
    int begin(String name, String from, String to, @Nullable String image);

    @Query("UPDATE node SET job = :job WHERE name = :name")
    void assign(String name, UUID job);

    @Query("UPDATE node SET chosen = :chosen, verdicts = :verdicts WHERE name = :name AND job = :job")
    void choose(String name, UUID job, @Nullable String chosen, String verdicts);

    @Query("UPDATE node SET state = :state, reason = :reason WHERE name = :name AND job = :job")
    void end(String name, UUID job, String state, @Nullable String reason);

    @Query("UPDATE node SET image = NULL, chosen = NULL, verdicts = '[]' WHERE name = :name AND job = :job")
    void clear(String name, UUID job);
}
