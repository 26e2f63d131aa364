package io.gantry.secret;

import io.gantry.api.KeyStore;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import io.gantry.base.Problem;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Handle;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps secrets, hands them out and forgets them.
///
/// A secret is first in the key store and then in the database; it leaves in the order mark, key store, row. So a crash may leave a payload that
/// nobody can name, and never a row without its payload.
@Singleton
public final class Secrets {
    /// How long a payload may be, in bytes.
    public static final int LARGEST_PAYLOAD = 1 << 20;

    private static final int LONGEST_NAME = 255;

    private final Drivers drivers;
    private final SecretRecords records;
    private final InstantSource clock;

    Secrets(Drivers drivers, SecretRecords records, InstantSource clock) {
        this.drivers = drivers;
        this.records = records;
        this.clock = clock;
    }

    /// Keeps a secret.
    ///
    /// @param store the key store instance to use; empty for the first one in the operator's file
    public KeptSecret store(String name, Secret payload, Optional<String> store) throws InterruptedException {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw Problem.invalid(
                    "The name of a secret has 1 to " + LONGEST_NAME + " characters; this one has " + name.length()
                            + ". Give it a shorter or any name.");
        }
        var length = length(payload);
        if (length > LARGEST_PAYLOAD) {
            throw new Problem(Problem.Kind.TOO_LARGE, "The payload of secret '" + name + "' has " + length
                    + " bytes; at most " + LARGEST_PAYLOAD + " are kept. Encrypt the data and keep its key here.");
        }
        var keyStore = keyStore(store);
        var id = UUID.randomUUID();
        var token = keyStore.call().put(id(id), payload);
        var secret = new KeptSecret(id, name, keyStore.instance(), token, false,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        try {
            records.add(secret);
        } catch (RuntimeException e) {
            keyStore.call().delete(id(id), token);
            throw e;
        }
        return secret;
    }

    /// Newest first.
    ///
    /// @param before only those older than this secret
    /// @param limit 1 to 1000
    public List<KeptSecret> list(Optional<UUID> before, int limit) {
        if (limit < 1 || limit > 1000) {
            throw Problem.invalid("A page has 1 to 1000 secrets, not " + limit + ".");
        }
        return records.list(before.map(this::find), limit);
    }

    /// What is known about a secret.
    public KeptSecret find(UUID id) {
        return records.find(id).filter(secret -> !secret.deleting()).orElseThrow(() -> unknown(id));
    }

    /// The secret itself; the caller closes it.
    public Secret payload(UUID id) throws InterruptedException {
        var secret = find(id);
        var payload = drivers.get(KeyStore.class, secret.store()).call().get(id(id), secret.token());
        return payload.orElseThrow(() -> new Problem(Problem.Kind.FAILED, "Key store '" + secret.store()
                + "' no longer has the payload of secret '" + secret.name() + "' (" + id
                + "). Restore the key store's data, or delete the secret."));
    }

    /// Forgets a secret for good. If the key store does not answer now, nobody sees the secret any more, and asking again or the next start of
    /// the host finishes what was begun.
    public void delete(UUID id) throws InterruptedException {
        var secret = records.find(id).orElseThrow(() -> unknown(id));
        records.markDeleting(id);
        finish(secret);
    }

    void finish(KeptSecret secret) throws InterruptedException {
        drivers.get(KeyStore.class, secret.store()).call().delete(id(secret.id()), secret.token());
        records.remove(secret.id());
    }

    /// Secrets belong to no project yet.
    private static SecretId id(UUID id) {
        return new SecretId("0".repeat(32), id.toString().replace("-", ""));
    }

    private static int length(Secret payload) {
        var bytes = payload.bytes();
        Arrays.fill(bytes, (byte) 0);
        return bytes.length;
    }

    private Handle<KeyStore> keyStore(Optional<String> store) {
        if (store.isPresent()) {
            return drivers.get(KeyStore.class, store.get());
        }
        return drivers.all(KeyStore.class)
                .stream()
                .findFirst()
                .orElseThrow(() -> new Problem(Problem.Kind.UNAVAILABLE,
                        "No key store is open. Add one under 'drivers' in gantry.yaml, for example 'keys: { driver: local }'."));
    }

    private static Problem unknown(UUID id) {
        return Problem.notFound("There is no secret " + id + ".");
    }
}
