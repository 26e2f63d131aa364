package io.gantry.accelerator.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/// The row that a result stands at.
record Row(ResultSet result) {
    String text(String column) throws SQLException {
        return maybe(column).orElse("");
    }

    Optional<String> maybe(String column) throws SQLException {
        return Optional.ofNullable(result.getString(column));
    }

    long number(String column) throws SQLException {
        return result.getLong(column);
    }

    boolean flag(String column) throws SQLException {
        return result.getBoolean(column);
    }

    UUID id(String column) throws SQLException {
        return maybeId(column).orElseThrow(() -> new SQLException(column + " is null"));
    }

    Optional<UUID> maybeId(String column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, UUID.class));
    }

    Instant time(String column) throws SQLException {
        return maybeTime(column).orElseThrow(() -> new SQLException(column + " is null"));
    }

    Optional<Instant> maybeTime(String column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
