package io.gantry.identity;

import java.util.List;
import java.util.Optional;

/// Where projects are kept.
public interface ProjectRecords {
    /// False if there is one of that name.
    boolean add(Project project);

    /// False if there is another one of that name.
    boolean update(Project project);

    Optional<Project> find(String id);

    Optional<Project> named(String name);

    /// By name.
    List<Project> list();

    /// With all that hangs on it; false if there is none.
    boolean remove(String id);
}
