package io.gantry.secret;

import io.gantry.api.DriverException;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps secrets, hands them out and forgets them.
@Singleton
public final class Secrets {
    /// How long a payload may be, in bytes.
    public static final int LARGEST_PAYLOAD = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);

    private final SecretRecords records;
    private final ConsumerRecords consumers;
    private final Payloads payloads;
    private final KeyStores stores;
    private final Quotas quotas;
    private final Access access;
    private final InstantSource clock;

    Secrets(SecretRecords records, ConsumerRecords consumers, Payloads payloads, KeyStores stores, Quotas quotas,
            Access access, InstantSource clock) {
        this.records = records;
        this.consumers = consumers;
        this.payloads = payloads;
        this.stores = stores;
        this.quotas = quotas;
        this.access = access;
        this.clock = clock;
    }

    /// Keeps a secret of the caller's project.
    ///
    /// @param content empty if it follows with [#upload]
    public KeptSecret create(Caller caller, Description about, Optional<Content> content) throws InterruptedException {
        return create(TimeOrdered.id(clock.instant()), Owner.of(caller), about, content);
    }

    KeptSecret create(UUID id, Owner owner, Description about, Optional<Content> content) throws InterruptedException {
        var now = now();
        if (about.expiration().isPresent() && !about.expiration().get().isAfter(now)) {
            throw Problem.invalid("'expiration' is before current time: a secret must live first.");
        }
        var secret = new KeptSecret(id, owner, about, content.map(Content::type), now, now);
        return quotas.within(owner.project(), Quotas.Kind.SECRETS, () -> records.count(owner.project(), now), () -> {
            keep(secret, content);
            return secret;
        });
    }

    private void keep(KeptSecret secret, Optional<Content> content) throws InterruptedException {
        if (content.isEmpty()) {
            records.add(secret, Optional.empty());
            return;
        }
        var payload = put(secret, content.get());
        try {
            records.add(secret, Optional.of(payload));
        } catch (RuntimeException e) {
            payloads.abandon(payload);
            throw e;
        }
    }

    private Payload put(KeptSecret secret, Content content) throws InterruptedException {
        var length = content.secret().length();
        if (length > LARGEST_PAYLOAD) {
            throw new Problem(Problem.Kind.TOO_LARGE, "Provided information too large to process: the payload has "
                    + length + " bytes; at most " + LARGEST_PAYLOAD
                    + " are kept. Encrypt the data and keep its key here.");
        }
        var project = secret.owner().project();
        return payloads.put(Payloads.id(project, secret.id()), content.secret(), stores.of(project));
    }

    /// Gives its payload to a secret that was kept without one.
    public void upload(Caller caller, UUID id, Content content) throws InterruptedException {
        var secret = owned(caller, id);
        if (secret.contentType().isPresent()) {
            throw already(id);
        }
        var payload = put(secret, content);
        if (!records.attach(id, content.type(), payload, now())) {
            payloads.abandon(payload);
            throw already(id);
        }
    }

    private static Problem already(UUID id) {
        return Problem.conflict("Secret already has data, cannot modify it: delete secret " + id
                + " and keep the new payload as another one.");
    }

    /// Those that match, as far as the caller's project or lists reach.
    public Found<KeptSecret> search(SecretQuery query) {
        return records.search(query, now());
    }

    /// What is known about a secret.
    public KeptSecret find(Caller caller, UUID id) {
        var secret = existing(id);
        access.read(caller, secret.owner(), id, unknown(id));
        return secret;
    }

    /// A secret that the caller may change.
    KeptSecret owned(Caller caller, UUID id) {
        var secret = existing(id);
        access.change(caller, secret.owner(), id, unknown(id));
        return secret;
    }

    KeptSecret existing(UUID id) {
        return records.find(id, now()).orElseThrow(() -> unknown(id));
    }

    /// The secret itself; the caller closes it.
    ///
    /// @param secret from [#find]
    public Content payload(KeptSecret secret) throws InterruptedException {
        var payload = records.payload(secret.id());
        if (payload.isEmpty() || secret.contentType().isEmpty()) {
            throw Problem.notFound("Secret " + secret.id() + " has no payload yet; upload one first.");
        }
        return new Content(payloads.get(payload.get()), secret.contentType().get());
    }

    /// Forgets a secret for good. If its key store does not answer now, nobody sees the secret any more and the payload is deleted later.
    ///
    /// @param force also if somebody said that he needs it
    public void delete(Caller caller, UUID id, boolean force) throws InterruptedException {
        owned(caller, id);
        if (!force && consumers.used(id)) {
            throw Problem
                    .invalid("Secret " + id + " cannot be deleted as it has consumers: let them remove themselves, or"
                            + " force it with ?force=true.");
        }
        remove(id);
    }

    void remove(UUID id) throws InterruptedException {
        var store = records.payload(id).map(Payload::store);
        var left = records.remove(id, store.isPresent() && payloads.sealing(store.get()));
        if (left.isPresent()) {
            try {
                payloads.forget(left.get());
            } catch (Problem | DriverException e) {
                LOG.warn("the payload of secret {} is not deleted from key store {} yet: {}", id, left.get().store(),
                        e.getMessage());
            }
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Problem unknown(UUID id) {
        return Problem.notFound("There is no secret " + id
                + " that you may see.");
    }
}
