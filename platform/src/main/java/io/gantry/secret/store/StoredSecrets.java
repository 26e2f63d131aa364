package io.gantry.secret.store;

import io.gantry.api.secret.SecretId;
import io.gantry.secret.ContentType;
import io.gantry.secret.Found;
import io.gantry.secret.KeptSecret;
import io.gantry.secret.Payload;
import io.gantry.secret.SecretQuery;
import io.gantry.secret.SecretRecords;
import io.gantry.secret.store.PayloadRow.State;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Singleton
class StoredSecrets implements SecretRecords {
    private final SecretRows secrets;
    private final PayloadRows payloads;
    private final AclRows acls;
    private final SecretSearch search;

    StoredSecrets(SecretRows secrets, PayloadRows payloads, AclRows acls, SecretSearch search) {
        this.secrets = secrets;
        this.payloads = payloads;
        this.acls = acls;
        this.search = search;
    }

    @Override
    @Transactional
    public void add(KeptSecret secret, Optional<Payload> payload) {
        secrets.save(SecretRow.of(secret));
        payload.ifPresent(this::keep);
    }

    private void keep(Payload payload) {
        if (payload.number() == 0) {
            payloads.save(PayloadRow.of(payload, State.KEPT));
        } else {
            payloads.update(PayloadRow.of(payload, State.KEPT));
        }
    }

    @Override
    public Optional<KeptSecret> find(UUID id, Instant now) {
        return secrets.find(id, now).map(row -> row.value(acls.projectAccess(id).orElse(true)));
    }

    @Override
    public Found<KeptSecret> search(SecretQuery query, Instant now) {
        return search.search(query, now);
    }

    @Override
    public long count(String project, Instant now) {
        return secrets.count(project, now);
    }

    @Override
    @Transactional
    public boolean attach(UUID secret, ContentType type, Payload payload, Instant now) {
        if (secrets.lock(secret).isEmpty() || payloads.findBySecretAndState(secret, State.KEPT).isPresent()) {
            return false;
        }
        secrets.attach(secret, type.word(), now);
        keep(payload);
        return true;
    }

    @Override
    @Transactional
    public Optional<Payload> remove(UUID secret, boolean sealing) {
        var locked = secrets.lock(secret);
        var payload = payloads.findBySecretAndState(secret, State.KEPT).map(PayloadRow::value);
        if (locked.isPresent()) {
            acls.deleteById(secret);
            secrets.deleteById(secret);
        }
        payload.ifPresent(one -> release(one, sealing));
        return sealing ? Optional.empty() : payload;
    }

    private void release(Payload payload, boolean sealing) {
        if (sealing) {
            payloads.deleteByNumber(payload.number());
        } else {
            drop(payload);
        }
    }

    @Override
    public List<UUID> expired(Instant until, int limit) {
        return secrets.expired(until, limit);
    }

    @Override
    public Optional<Payload> payload(UUID secret) {
        return payloads.findBySecretAndState(secret, State.KEPT).map(PayloadRow::value);
    }

    @Override
    public Payload intend(SecretId id, String store) {
        return payloads.save(PayloadRow.of(new Payload(0, id, store, new byte[0]), State.INTENDED)).value();
    }

    @Override
    public List<Payload> kept(String store, long after, int limit) {
        return payloads.kept(store, after, limit).stream().map(PayloadRow::value).toList();
    }

    @Override
    public long count(String store) {
        return payloads.countByStoreAndState(store, State.KEPT);
    }

    @Override
    @Transactional
    public boolean replace(Payload before, Payload now, boolean sealing) {
        var secret = UUID.fromString(before.id().secret());
        var current = secrets.lock(secret).flatMap(_ -> payload(secret));
        if (current.isEmpty() || current.get().number() != before.number()) {
            return false;
        }
        release(before, sealing);
        keep(now);
        return true;
    }

    @Override
    public void drop(Payload payload) {
        payloads.drop(payload.number(), payload.token());
    }

    @Override
    public List<Payload> dropped(long after, int limit) {
        return payloads.dropped(after, limit).stream().map(PayloadRow::value).toList();
    }

    @Override
    public void dropIntended() {
        payloads.dropIntended();
    }

    @Override
    public void forget(long number) {
        payloads.deleteByNumber(number);
    }
}
