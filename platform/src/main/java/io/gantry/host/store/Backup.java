package io.gantry.host.store;

import io.gantry.base.Problem;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Writes the embedded database down as SQL text, as it was at one moment, while the host goes on working.
@Singleton
public final class Backup {
    private final DataSource source;

    Backup(DataSource source) {
        this.source = DelegatingDataSource.unwrapDataSource(source);
    }

    /// The text, row by row as it is read; the caller closes it.
    public InputStream open() {
        try {
            var connection = source.getConnection();
            try {
                return script(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new Problem(Problem.Kind.FAILED, "The database cannot be written down: " + e.getMessage(), e);
        }
    }

    private static InputStream script(Connection connection) throws SQLException {
        var product = connection.getMetaData().getDatabaseProductName();
        if (!product.equals("H2")) {
            throw new Problem(Problem.Kind.UNSUPPORTED, "Only the embedded database is written down here; this one is "
                    + product + ". Use its own tools, for PostgreSQL pg_dump.");
        }
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        var statement = connection.createStatement();
        return new ScriptStream(connection, statement.executeQuery("SCRIPT NOPASSWORDS"));
    }
}
