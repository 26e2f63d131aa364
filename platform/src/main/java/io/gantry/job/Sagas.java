package io.gantry.job;

import io.gantry.base.Problem;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Every saga of every feature. Looked up late, since features need [Jobs] to hand in theirs.
@Singleton
final class Sagas {
    private final BeanProvider<Saga> sagas;

    Sagas(BeanProvider<Saga> sagas) {
        this.sagas = sagas;
    }

    Optional<Saga> find(String kind) {
        return sagas.stream().filter(saga -> saga.kind().equals(kind)).findAny();
    }

    Saga get(String kind) {
        return find(kind).orElseThrow(() -> Problem.invalid("there are no jobs of kind " + kind));
    }
}
