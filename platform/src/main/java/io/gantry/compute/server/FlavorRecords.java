package io.gantry.compute.server;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where flavors are written down.
public interface FlavorRecords {
    /// @throws io.gantry.base.Problem CONFLICT if there is one of that id or name
    void add(Flavor flavor);

    Optional<Flavor> find(String id);

    /// By id.
    List<Flavor> list(FlavorQuery query);

    /// Writes its description and extra specs.
    void change(Flavor flavor);

    /// @return whether it was there
    boolean remove(String id);

    /// The projects that may use one that is not open to all.
    Set<String> projects(String flavor);

    /// @return whether it could not before
    boolean allow(String flavor, String project);

    /// @return whether it could before
    boolean forbid(String flavor, String project);
}
