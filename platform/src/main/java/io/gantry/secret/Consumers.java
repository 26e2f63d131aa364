package io.gantry.secret;

import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Who needs which secret.
@Singleton
public final class Consumers {
    private final Secrets secrets;
    private final ConsumerRecords records;
    private final Quotas quotas;
    private final InstantSource clock;

    Consumers(Secrets secrets, ConsumerRecords records, Quotas quotas, InstantSource clock) {
        this.secrets = secrets;
        this.records = records;
        this.quotas = quotas;
        this.clock = clock;
    }

    /// The oldest first.
    public Found<Consumer> list(Caller caller, UUID secret, Window window) {
        secrets.find(caller, secret);
        return records.list(secret, window);
    }

    /// Those of secrets that the caller was shown.
    public Map<UUID, List<Consumer>> of(Collection<KeptSecret> shown) {
        return records.of(shown.stream().map(KeptSecret::id).toList());
    }

    /// Says that a resource needs the secret; once more is fine.
    ///
    /// @return the secret
    public KeptSecret add(Caller caller, UUID secret, String service, String resourceType, String resourceId)
            throws InterruptedException {
        var kept = secrets.find(caller, secret);
        var consumer = consumer(caller, service, resourceType, resourceId);
        if (records.find(secret, consumer).isEmpty()) {
            quotas.within(caller.project(), Quotas.Kind.CONSUMERS, () -> records.count(caller.project()), () -> {
                records.add(secret, consumer);
                return consumer;
            });
        }
        return kept;
    }

    /// The resource needs it no more. Only those of the project that said so or of the secret's own may say that.
    ///
    /// @return the secret
    public KeptSecret remove(Caller caller, UUID secret, String service, String resourceType, String resourceId) {
        var kept = secrets.find(caller, secret);
        var consumer = records.find(secret, consumer(caller, service, resourceType, resourceId))
                .orElseThrow(() -> Problem.notFound("Consumer not found: secret " + secret + " has none that is "
                        + resourceType + " " + resourceId + " of " + service + "."));
        if (!caller.project().equals(consumer.project()) && !caller.project().equals(kept.owner().project())) {
            throw new Problem(Problem.Kind.FORBIDDEN,
                    "Not Allowed. Sorry, only the creator of a consumer can delete it.");
        }
        records.remove(secret, consumer);
        return kept;
    }

    private Consumer consumer(Caller caller, String service, String resourceType, String resourceId) {
        return new Consumer(service, resourceType, resourceId, caller.project(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
