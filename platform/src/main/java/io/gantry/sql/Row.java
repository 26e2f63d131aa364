package io.gantry.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/// The row that a result stands at.
public record Row(ResultSet result) {
    public String text(String column) throws SQLException {
        return maybe(column).orElse("");
    }

    public Optional<String> maybe(String column) throws SQLException {
        return Optional.ofNullable(result.getString(column));
    }

    public long number(String column) throws SQLException {
        return result.getLong(column);
    }

    public boolean flag(String column) throws SQLException {
        return result.getBoolean(column);
    }

    public UUID id(String column) throws SQLException {
        return maybeId(column).orElseThrow(() -> new SQLException(column + " is null"));
    }

    public Optional<UUID> maybeId(String column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, UUID.class));
    }

    public Instant time(String column) throws SQLException {
        return maybeTime(column).orElseThrow(() -> new SQLException(column + " is null"));
    }

    public Optional<Instant> maybeTime(String column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
