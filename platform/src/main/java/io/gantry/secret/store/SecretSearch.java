package io.gantry.secret.store;

import io.gantry.secret.Found;
import io.gantry.secret.KeptSecret;
import io.gantry.secret.SecretQuery;
import io.gantry.secret.SecretQuery.Comparison;
import io.gantry.secret.SecretQuery.Field;
import io.gantry.secret.SecretType;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks for secrets. The statement is put together from words that stand here; what the caller gave is bound.
@Singleton
class SecretSearch {
    private final JdbcOperations jdbc;

    SecretSearch(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /// @param all counts all of the project
    @Transactional
    public Found<KeptSecret> search(SecretQuery query, Instant now, LongSupplier all) {
        var where = new Where(query, now);
        var window = query.window();
        var rows = jdbc
                .prepareStatement("SELECT secret.* FROM secret WHERE " + where.text() + " ORDER BY " + order(query)
                        + " LIMIT ? OFFSET ?", statement -> {
                            var at = where.bind(statement);
                            statement.setInt(at, window.limit());
                            statement.setInt(at + 1, window.offset());
                            try (var result = statement.executeQuery()) {
                                var found = new ArrayList<KeptSecret>();
                                while (result.next()) {
                                    found.add(secret(result));
                                }
                                return found;
                            }
                        });
        if (rows.size() < window.limit() && (!rows.isEmpty() || window.offset() == 0)) {
            return new Found<>(rows, window.offset() + (long) rows.size());
        }
        return new Found<>(rows, query.everything() ? all.getAsLong() : count(where));
    }

    private long count(Where where) {
        return jdbc.prepareStatement("SELECT COUNT(*) FROM secret WHERE " + where.text(), statement -> {
            where.bind(statement);
            try (var result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        });
    }

    /// The project comes first so that the index by age gives the order, where nothing else is asked for.
    private static String order(SecretQuery query) {
        return Stream.concat(
                query.order()
                        .stream()
                        .filter(order -> order.field() != Field.STATUS) // all have the same
                        .map(order -> column(order.field()) + (order.descending() ? " DESC" : " ASC")),
                Stream.of("secret.project", "secret.created", "secret.id")).collect(Collectors.joining(", "));
    }

    private static String column(Field field) {
        return switch (field) {
            case ALGORITHM -> "secret.algorithm";
            case BIT_LENGTH -> "secret.bit_length";
            case CREATED -> "secret.created";
            case EXPIRATION -> "secret.expiration";
            case MODE -> "secret.mode";
            case NAME -> "secret.name";
            case SECRET_TYPE, STATUS -> "secret.type";
            case UPDATED -> "secret.updated";
        };
    }

    /// As far as a listing shows it: whether it is private is not among that.
    private static KeptSecret secret(ResultSet row) throws SQLException {
        var bits = row.getInt("bit_length");
        var known = !row.wasNull();
        return new SecretRow(row.getObject("id", UUID.class), row.getString("project"), row.getString("creator"),
                row.getString("name"), SecretType.valueOf(row.getString("type")), row.getString("algorithm"),
                known ? bits : null, row.getString("mode"),
                row.getObject("expiration") == null ? null : time(row, "expiration"), row.getString("content_type"),
                time(row, "created"), time(row, "updated")).value(true);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /// The conditions and what is bound in them.
    private static final class Where {
        private final List<String> conditions = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        Where(SecretQuery query, Instant now) {
            query.project().ifPresent(project -> add("secret.project = ?", project));
            query.reader()
                    .ifPresent(reader -> add("secret.id IN (SELECT object FROM secret_acl_reader WHERE reader = ?)",
                            reader));
            add("(secret.expiration IS NULL OR secret.expiration > ?)", now.atOffset(ZoneOffset.UTC));
            query.name().ifPresent(name -> add("secret.name = ?", name));
            query.algorithm().ifPresent(algorithm -> add("secret.algorithm = ?", algorithm));
            query.mode().ifPresent(mode -> add("secret.mode = ?", mode));
            query.bitLength().ifPresent(bits -> add("secret.bit_length = ?", bits));
            query.type().ifPresent(type -> add("secret.type = ?", type.name()));
            query.times()
                    .forEach(bound -> add(column(bound.field()) + sign(bound.comparison()) + "?",
                            bound.time().atOffset(ZoneOffset.UTC)));
        }

        private void add(String condition, Object value) {
            conditions.add(condition);
            values.add(value);
        }

        private static String sign(Comparison comparison) {
            return switch (comparison) {
                case BEFORE -> " < ";
                case NOT_AFTER -> " <= ";
                case EXACTLY -> " = ";
                case NOT_BEFORE -> " >= ";
                case AFTER -> " > ";
            };
        }

        String text() {
            return String.join(" AND ", conditions);
        }

        /// The index of the next parameter.
        int bind(java.sql.PreparedStatement statement) throws SQLException {
            for (var at = 0; at < values.size(); at++) {
                statement.setObject(at + 1, values.get(at));
            }
            return values.size() + 1;
        }
    }
}
