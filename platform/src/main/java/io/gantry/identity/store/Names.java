package io.gantry.identity.store;

import io.micronaut.data.exceptions.DataAccessException;
import java.sql.SQLException;

/// Tells a name that is taken from every other failure of the database.
final class Names {
    private static final String UNIQUE_VIOLATION = "23505";

    private Names() {}

    /// False if what it writes has a name that is taken.
    static boolean free(Runnable write) {
        try {
            write.run();
            return true;
        } catch (DataAccessException e) {
            if (e.getCause() instanceof SQLException cause && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
                return false;
            }
            throw e;
        }
    }
}
