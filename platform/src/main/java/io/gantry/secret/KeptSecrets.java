package io.gantry.secret;

import io.gantry.identity.Belongings;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/// A project that has secrets or containers stays.
@Singleton
final class KeptSecrets implements Belongings {
    private final SecretRecords secrets;
    private final ContainerRecords containers;
    private final InstantSource clock;

    KeptSecrets(SecretRecords secrets, ContainerRecords containers, InstantSource clock) {
        this.secrets = secrets;
        this.containers = containers;
        this.clock = clock;
    }

    @Override
    public Optional<String> of(String project) {
        var kept = secrets.count(project, clock.instant());
        var grouped = containers.count(project);
        return kept + grouped == 0 ? Optional.empty() : Optional.of(kept + " secrets, " + grouped + " containers");
    }
}
