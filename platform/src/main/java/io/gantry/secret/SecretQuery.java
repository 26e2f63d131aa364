package io.gantry.secret;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which secrets are looked for, and in which order.
///
/// @param project only those of this project; empty with `reader`
/// @param reader only those that name this user on their list, of whatever project
/// @param times all of them must hold
/// @param order first the most important; then by age
public record SecretQuery(Optional<String> project, Optional<String> reader, Optional<String> name,
        Optional<String> algorithm, Optional<String> mode, Optional<Integer> bitLength, Optional<SecretType> type,
        List<Bound> times, List<Order> order, Window window) {
    /// By what secrets are compared.
    public enum Field {
        ALGORITHM, BIT_LENGTH, CREATED, EXPIRATION, MODE, NAME, SECRET_TYPE, STATUS, UPDATED
    }

    /// How a time is compared.
    public enum Comparison {
        BEFORE, NOT_AFTER, EXACTLY, NOT_BEFORE, AFTER
    }

    /// A bound on a time.
    ///
    /// @param field CREATED, UPDATED or EXPIRATION
    public record Bound(Field field, Comparison comparison, Instant time) {}

    /// One criterion of the order.
    public record Order(Field field, boolean descending) {}

    /// Whether it matches all secrets of the project.
    public boolean everything() {
        return project.isPresent() && reader.isEmpty() && name.isEmpty() && algorithm.isEmpty() && mode.isEmpty()
                && bitLength.isEmpty() && type.isEmpty() && times.isEmpty();
    }
}
