package io.gantry.sql;

import io.gantry.base.Problem;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Statements and what is bound in them, each in the transaction that there is or in one of its own.
@Singleton
public final class Sql {
    private static final int BATCH = 1000;
    private static final String UNIQUE_VIOLATION = "23505";

    private final TransactionOperations<Connection> transactions;

    Sql(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    /// Makes a value of the row that the result stands at.
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    public <T> T inTransaction(Supplier<T> work) {
        return transactions.executeWrite(_ -> work.get());
    }

    /// What is done with a statement.
    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, Work<T> work) {
        return transactions.executeWrite(status -> {
            try (var statement = status.getConnection().prepareStatement(sql)) {
                return work.with(statement);
            } catch (SQLException e) {
                throw new DataAccessException(String.valueOf(e.getMessage()), e);
            }
        });
    }

    public <T> List<T> list(Reader<T> reader, String sql, @Nullable Object... values) {
        return run(sql, statement -> {
            bind(statement, values);
            statement.setFetchSize(BATCH);
            try (var result = statement.executeQuery()) {
                var row = new Row(result);
                var found = new ArrayList<T>();
                while (result.next()) {
                    found.add(reader.read(row));
                }
                return found;
            }
        });
    }

    public <T> Optional<T> one(Reader<T> reader, String sql, @Nullable Object... values) {
        return list(reader, sql, values).stream().findFirst();
    }

    /// How many rows it changed.
    public int update(String sql, @Nullable Object... values) {
        return run(sql, statement -> {
            bind(statement, values);
            return statement.executeUpdate();
        });
    }

    /// Writes what has to be the only one of its kind.
    ///
    /// @param twice what is said if there is one already
    public void unique(Runnable insert, Supplier<Problem> twice) {
        try {
            insert.run();
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException known && UNIQUE_VIOLATION.equals(known.getSQLState())) {
                    throw twice.get();
                }
            }
            throw e;
        }
    }

    /// The same statement for each of the rows.
    public void batch(String sql, List<@Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        run(sql, statement -> {
            for (var at = 0; at < rows.size(); at++) {
                bind(statement, rows.get(at));
                statement.addBatch();
                if (at % BATCH == BATCH - 1) {
                    statement.executeBatch();
                }
            }
            return statement.executeBatch().length;
        });
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (var at = 0; at < values.length; at++) {
            statement.setObject(at + 1, bound(statement, values[at]));
        }
    }

    private static @Nullable Object bound(PreparedStatement statement, @Nullable Object value) throws SQLException {
        return switch (value) {
            case Instant time -> time.atOffset(ZoneOffset.UTC);
            case Optional<?> maybe -> bound(statement, maybe.orElse(null));
            case Enum<?> word -> word.name();
            case Collection<?> all -> statement.getConnection()
                    .createArrayOf(all.stream().anyMatch(UUID.class::isInstance) ? "uuid" : "varchar", all.toArray());
            case null, default -> value;
        };
    }
}
