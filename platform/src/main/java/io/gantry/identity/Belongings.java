package io.gantry.identity;

import java.util.Optional;

/// What a project has in one feature. A project that has anything is not deleted, since nobody could reach that afterwards.
@FunctionalInterface
public interface Belongings {
    /// What it has, for people: `3 secrets`.
    Optional<String> of(String project);
}
