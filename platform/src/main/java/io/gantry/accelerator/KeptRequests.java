package io.gantry.accelerator;

import io.gantry.identity.Belongings;
import jakarta.inject.Singleton;
import java.util.Optional;

/// A project that has accelerator requests stays: nobody else could give back what they have.
@Singleton
final class KeptRequests implements Belongings {
    private final RequestRecords records;

    KeptRequests(RequestRecords records) {
        this.records = records;
    }

    @Override
    public Optional<String> of(String project) {
        var kept = records.list(Optional.of(project), Optional.empty()).size();
        return kept == 0 ? Optional.empty() : Optional.of(kept + " accelerator requests");
    }
}
