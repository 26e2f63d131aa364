package io.gantry.secret;

import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.gantry.identity.Scope;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/// Keys that the host makes, so that nobody but it and the key store has seen them.
@Singleton
public final class Orders {
    private final OrderRecords records;
    private final OrderSubmission submission;
    private final Secrets secrets;
    private final Quotas quotas;
    private final InstantSource clock;

    Orders(OrderRecords records, OrderSubmission submission, Secrets secrets, Quotas quotas, InstantSource clock) {
        this.records = records;
        this.submission = submission;
        this.secrets = secrets;
        this.quotas = quotas;
        this.clock = clock;
    }

    /// Orders a key; a job makes it.
    ///
    /// @param about what is said of the key
    /// @param passphrase for the private key of a pair; kept as a secret of its own at once, so that no job sees it
    /// @param meta what was ordered, as JSON, without the passphrase
    public KeyOrder create(Caller caller, KeyOrder.Kind kind, Description about, Optional<Content> passphrase,
            String meta) throws InterruptedException {
        var spec = KeySpec.of(kind,
                about.algorithm().orElseThrow(() -> missing("algorithm")),
                about.bitLength().orElseThrow(() -> missing("bit_length")));
        if (about.expiration().isPresent() && !about.expiration().get().isAfter(clock.instant())) {
            throw Problem.invalid("'expiration' is before current time: a key must live first.");
        }
        var now = now();
        var order = new KeyOrder(UUID.randomUUID(), Owner.of(caller), kind, meta, KeyOrder.Status.PENDING,
                Optional.empty(), Optional.empty(), Optional.empty(), now, now);
        return quotas.within(caller.project(), Quotas.Kind.ORDERS, () -> records.count(caller.project()), () -> {
            var kept = passphrase.isEmpty()
                    ? Optional.<UUID>empty()
                    : Optional.of(secrets
                            .create(caller, Description.of("Passphrase", SecretType.PASSPHRASE), passphrase)
                            .id());
            try {
                submission.submit(order, OrderedKey.of(order, spec, about, kept));
            } catch (RuntimeException e) {
                if (kept.isPresent()) {
                    secrets.remove(kept.get());
                }
                throw e;
            }
            return order;
        });
    }

    private static Problem missing(String field) {
        return Problem.invalid("Missing required metadata field for " + field + ": 'meta' must have it.");
    }

    /// The oldest first.
    public Found<KeyOrder> list(Caller caller, Window window) {
        return records.list(caller.project(), window);
    }

    public KeyOrder find(Caller caller, UUID id) {
        return records.find(id)
                .filter(order -> caller.scope() instanceof Scope.Project project
                        && project.id().equals(order.owner().project()))
                .orElseThrow(() -> Problem.notFound("There is no order " + id + " in this project."));
    }

    /// Forgets the order; what was made stays.
    public void delete(Caller caller, UUID id) {
        find(caller, id);
        records.remove(id);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
