package io.gantry.identity;

/// For what a caller has his roles.
public sealed interface Scope {
    /// One project.
    ///
    /// @param id 32 hexadecimal digits
    /// @param name unique in its domain
    record Project(String id, String name) implements Scope {}

    /// What belongs to no project.
    enum Wide implements Scope {
        /// The whole site.
        SYSTEM,
        /// Nothing: the caller proved who he is and no more.
        NONE
    }
}
