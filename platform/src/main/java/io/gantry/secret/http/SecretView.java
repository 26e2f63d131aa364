package io.gantry.secret.http;

import io.gantry.secret.KeptSecret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A secret as the API shows it.
record SecretView(UUID id, String name, String store, Instant created) {
    static SecretView of(KeptSecret secret) {
        return new SecretView(secret.id(), secret.name(), secret.store(), secret.created());
    }

    /// @param next marker of the next page; empty if this was the last one
    record Page(List<SecretView> secrets, Optional<UUID> next) {
        static Page of(List<KeptSecret> secrets, int limit) {
            var next = secrets.size() < limit ? Optional.<UUID>empty() : Optional.of(secrets.getLast().id());
            return new Page(secrets.stream().map(SecretView::of).toList(), next);
        }
    }
}
