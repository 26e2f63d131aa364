package io.gantry.secret;

import java.util.Map;
import java.util.Optional;

/// Where the limits of projects are written down.
public interface QuotaRecords {
    Optional<Map<Quotas.Kind, Integer>> find(String project);

    /// One limit of a project, if it has that; asked at each creation and so kept in memory.
    Optional<Integer> limit(String project, Quotas.Kind kind);

    Found<Map.Entry<String, Map<Quotas.Kind, Integer>>> list(Window window);

    void put(String project, Map<Quotas.Kind, Integer> limits);

    /// Whether there were any.
    boolean remove(String project);
}
