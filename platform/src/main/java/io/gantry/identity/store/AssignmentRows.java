package io.gantry.identity.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface AssignmentRows extends GenericRepository<AssignmentRow, Long> {
    AssignmentRow save(AssignmentRow row);

    @Query("SELECT * FROM identity_assignment ORDER BY number")
    List<AssignmentRow> all();

    @Query("SELECT * FROM identity_assignment WHERE user_id = :userId ORDER BY number")
    List<AssignmentRow> of(String userId);

    @Query("DELETE FROM identity_assignment WHERE user_id = :userId AND target = :target AND role_id = :roleId")
    int remove(String userId, String target, String roleId);
}
