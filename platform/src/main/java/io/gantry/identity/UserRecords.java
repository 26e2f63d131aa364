package io.gantry.identity;

import java.util.List;
import java.util.Optional;

/// Where users are kept.
public interface UserRecords {
    /// False if there is one of that name.
    boolean add(User user);

    /// False if there is another one of that name.
    boolean update(User user);

    Optional<User> find(String id);

    Optional<User> named(String name);

    /// By name.
    List<User> list();

    /// With all that hangs on him; false if there is none.
    boolean remove(String id);
}
