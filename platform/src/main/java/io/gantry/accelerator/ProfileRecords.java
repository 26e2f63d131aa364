package io.gantry.accelerator;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where device profiles are written down. Every method is one transaction, or part of the caller's.
public interface ProfileRecords {
    /// @throws io.gantry.base.Problem CONFLICT if there is one of that name
    void add(Profile profile);

    /// The oldest first.
    List<Profile> list();

    Optional<Profile> find(UUID id);

    Optional<Profile> named(String name);

    /// Removes all of them or none.
    ///
    /// @throws io.gantry.base.Problem CONFLICT if a request was made of one
    void remove(List<UUID> ids);
}
