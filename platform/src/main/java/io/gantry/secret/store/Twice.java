package io.gantry.secret.store;

import io.micronaut.data.exceptions.DataAccessException;
import java.sql.SQLException;

/// Writes what two callers may write at the same moment.
final class Twice {
    private static final String UNIQUE_VIOLATION = "23505";

    private Twice() {}

    /// The second one finds that it is there, which is what he wanted.
    static void allowed(Runnable insert) {
        try {
            insert.run();
        } catch (DataAccessException e) {
            if (!(e.getCause() instanceof SQLException cause) || !UNIQUE_VIOLATION.equals(cause.getSQLState())) {
                throw e;
            }
        }
    }
}
