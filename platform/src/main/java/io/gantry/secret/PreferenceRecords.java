package io.gantry.secret;

import java.util.Optional;

/// Where it is written down which key store a project prefers; asked at each creation and so kept in memory.
public interface PreferenceRecords {
    Optional<String> find(String project);

    void put(String project, String store);

    void remove(String project);
}
