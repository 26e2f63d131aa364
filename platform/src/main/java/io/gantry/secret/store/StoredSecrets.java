package io.gantry.secret.store;

import io.gantry.api.secret.SecretId;
import io.gantry.secret.ContentType;
import io.gantry.secret.Found;
import io.gantry.secret.KeptSecret;
import io.gantry.secret.Payload;
import io.gantry.secret.SecretQuery;
import io.gantry.secret.SecretRecords;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Singleton
class StoredSecrets implements SecretRecords {
    private final SecretRows secrets;
    private final PayloadRows payloads;
    private final LeftoverRows leftovers;
    private final AclRows acls;
    private final SecretSearch search;
    private final Removal removal;
    private final Counts counts = new Counts();
    private final GroupCommit<NewSecrets.Added> adding;

    StoredSecrets(SecretRows secrets, PayloadRows payloads, LeftoverRows leftovers, AclRows acls, SecretSearch search,
            NewSecrets added, Removal removal) {
        this.secrets = secrets;
        this.payloads = payloads;
        this.leftovers = leftovers;
        this.acls = acls;
        this.search = search;
        this.removal = removal;
        this.adding = new GroupCommit<>(added::add);
    }

    @Override
    public void add(KeptSecret secret, Optional<Payload> payload) {
        counts.changing(secret.owner().project(), () -> {
            adding.write(new NewSecrets.Added(secret, payload));
            return secret;
        }, _ -> 1);
    }

    @Override
    public Optional<KeptSecret> find(UUID id, Instant now) {
        return secrets.find(id, now).map(row -> row.value(acls.projectAccess(id).orElse(true)));
    }

    @Override
    public Found<KeptSecret> search(SecretQuery query, Instant now) {
        return search.search(query, now, () -> count(query.project().orElseThrow(), now));
    }

    @Override
    public long count(String project, Instant now) {
        // Expired ones are removed within a minute, so there are few or none; only where there are does it matter whose.
        var expired = secrets.countExpired(now) == 0 ? 0 : secrets.countExpired(project, now);
        return counts.of(project, () -> secrets.countByProject(project)) - expired;
    }

    @Override
    @Transactional
    public boolean attach(UUID secret, ContentType type, Payload payload, Instant now) {
        if (secrets.lock(secret).isEmpty() || payloads.findById(secret).isPresent()) {
            return false;
        }
        secrets.attach(secret, type.word(), now);
        payloads.save(PayloadRow.of(payload));
        leftovers.deleteByNumber(payload.number());
        return true;
    }

    @Override
    public Optional<Payload> remove(UUID secret, boolean sealing) {
        return secrets.project(secret)
                .flatMap(project -> counts.changing(project, () -> removal.remove(secret, sealing),
                        removed -> removed.removed() ? -1 : 0).left());
    }

    @Override
    public List<UUID> expired(Instant until, int limit) {
        return secrets.expired(until, limit);
    }

    @Override
    public Optional<Payload> payload(UUID secret) {
        return payloads.findById(secret).map(PayloadRow::value);
    }

    @Override
    public Payload intend(SecretId id, String store) {
        return leftovers.save(LeftoverRow.of(new Payload(0, id, store, new byte[0]), true)).value();
    }

    @Override
    public List<Payload> kept(String store, Optional<UUID> after, int limit) {
        var page = after.map(secret -> payloads.next(store, secret, limit))
                .orElseGet(() -> payloads.first(store, limit));
        return page.stream().map(PayloadRow::value).toList();
    }

    @Override
    public long count(String store) {
        return payloads.countByStore(store);
    }

    @Override
    @Transactional
    public Optional<Payload> replace(Payload before, Payload now, boolean sealing) {
        var secret = UUID.fromString(before.id().secret());
        var current = secrets.lock(secret).flatMap(_ -> payload(secret));
        if (current.isEmpty() || !Arrays.equals(current.get().token(), before.token())) {
            return now.number() == 0 ? Optional.empty() : Optional.of(dropped(now));
        }
        payloads.update(PayloadRow.of(now));
        leftovers.deleteByNumber(now.number());
        return sealing ? Optional.empty() : Optional.of(leftovers.save(LeftoverRow.of(before, false)).value());
    }

    private Payload dropped(Payload payload) {
        drop(payload);
        return payload;
    }

    @Override
    public void drop(Payload payload) {
        leftovers.update(LeftoverRow.of(payload, false));
    }

    @Override
    public List<Payload> dropped(long after, int limit) {
        return leftovers.after(after, limit).stream().map(LeftoverRow::value).toList();
    }

    @Override
    public void dropIntended() {
        leftovers.dropIntended();
    }

    @Override
    public List<Long> unknown(SecretId id, String store) {
        return leftovers.unknown(UUID.fromString(id.secret()), store);
    }

    @Override
    public void forget(long number) {
        leftovers.deleteByNumber(number);
    }
}
