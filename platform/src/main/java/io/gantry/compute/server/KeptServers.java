package io.gantry.compute.server;

import io.gantry.identity.Belongings;
import jakarta.inject.Singleton;
import java.util.Optional;

/// A project that has servers stays: nobody else could reach them.
@Singleton
final class KeptServers implements Belongings {
    private final ServerRecords records;

    KeptServers(ServerRecords records) {
        this.records = records;
    }

    @Override
    public Optional<String> of(String project) {
        var kept = records.count(project);
        return kept == 0 ? Optional.empty() : Optional.of(kept + " servers");
    }
}
