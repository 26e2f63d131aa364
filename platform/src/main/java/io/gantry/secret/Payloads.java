package io.gantry.secret;

import io.gantry.api.KeyStore;
import io.gantry.api.Sealing;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import io.gantry.base.Problem;
import io.gantry.plugin.Handle;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Puts payloads into key stores so that none is lost and none is left behind.
///
/// A sealing store keeps nothing, so its token is written together with the secret and forgotten with it. Of a store that keeps payloads the
/// host notes first that it is about to put one: after a crash between that and the note of the token, all that the store has of the secret
/// is deleted there, before anything of that secret is put there again.
@Singleton
final class Payloads {
    private static final byte[] UNKNOWN = {};

    private static final int LOCKS = 256;

    private final KeyStores stores;
    private final SecretRecords records;
    private final List<ReentrantLock> locks = Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    /// Nobody puts anything before this has dropped what a host that is gone intended.
    Payloads(KeyStores stores, SecretRecords records) {
        this.stores = stores;
        this.records = records;
        records.dropIntended();
    }

    static SecretId id(String project, UUID secret) {
        return new SecretId(project, secret.toString());
    }

    /// Keeps a payload. Whoever then does not write it down with its secret gives it to [#abandon].
    Payload put(SecretId id, Secret secret, Handle<KeyStore> store) throws InterruptedException {
        if (sealing(store)) {
            return new Payload(0, id, store.instance(), store.call().put(id, secret));
        }
        var intended = locked(id, () -> {
            forgetUnknown(id, store.instance());
            return records.intend(id, store.instance());
        });
        try {
            return new Payload(intended.number(), id, store.instance(), store.call().put(id, secret));
        } catch (RuntimeException | InterruptedException e) {
            records.drop(intended);
            throw e;
        }
    }

    /// Lets go of a payload that was put and is not wanted after all.
    void abandon(Payload payload) throws InterruptedException {
        if (payload.number() != 0) {
            records.drop(payload);
            forget(payload);
        }
    }

    /// The payload; the caller closes it.
    Secret get(Payload payload) throws InterruptedException {
        return stores.get(payload.store())
                .call()
                .get(payload.id(), payload.token())
                .orElseThrow(() -> new Problem(Problem.Kind.FAILED, "Key store '" + payload.store()
                        + "' no longer has the payload of secret " + payload.id().secret()
                        + ". Restore the key store's data, or delete the secret."));
    }

    /// Deletes a dropped payload from its key store and then the last note of it.
    void forget(Payload payload) throws InterruptedException {
        if (payload.token().length == 0) {
            locked(payload.id(), () -> forgetUnknown(payload.id(), payload.store()));
        } else {
            stores.get(payload.store()).call().delete(payload.id(), payload.token());
            records.forget(payload.number());
        }
    }

    /// Deletes all that the store has of the secret, if the host once did not learn the token of some of it and none of it counts.
    private boolean forgetUnknown(SecretId id, String store) throws InterruptedException {
        var unknown = records.unknown(id, store);
        if (!unknown.isEmpty()) {
            stores.get(store).call().delete(id, UNKNOWN);
            unknown.forEach(records::forget);
        }
        return !unknown.isEmpty();
    }

    private interface Work<T> {
        T run() throws InterruptedException;
    }

    /// What is intended while all is deleted would be deleted too.
    private <T> T locked(SecretId id, Work<T> work) throws InterruptedException {
        var lock = locks.get(Math.floorMod(id.secret().hashCode(), LOCKS));
        lock.lockInterruptibly();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    /// Whether its token is all there is of a payload of that store. One that is not open is not asked: what it keeps is deleted later.
    boolean sealing(String store) {
        try {
            return sealing(stores.get(store));
        } catch (Problem e) {
            return false;
        }
    }

    static boolean sealing(Handle<KeyStore> store) {
        return store.roles().contains(Sealing.class.getSimpleName());
    }
}
