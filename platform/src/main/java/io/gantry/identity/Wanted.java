package io.gantry.identity;

import java.util.Optional;

/// For what a token is asked.
public sealed interface Wanted {
    /// @param id or
    /// @param name one of both
    record OfProject(Optional<String> id, Optional<String> name) implements Wanted {}

    /// What needs no name.
    enum Plain implements Wanted {
        SYSTEM, UNSCOPED,
        /// The user's default project, else nothing.
        UNSAID
    }
}
