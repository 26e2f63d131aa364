package io.gantry.secret;

import io.gantry.api.secret.SecretId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where [Secrets] writes down what it must remember. Every method is one transaction, or part of the caller's.
public interface SecretRecords {
    /// Adds a secret, and its payload if it has one.
    void add(KeptSecret secret, Optional<Payload> payload);

    /// The secret, unless it has expired.
    Optional<KeptSecret> find(UUID id, Instant now);

    /// A page of those that match, and how many do.
    Found<KeptSecret> search(SecretQuery query, Instant now);

    /// How many secrets the project has that have not expired.
    long count(String project, Instant now);

    /// Gives the secret its payload.
    ///
    /// @return whether it had none before; if not, nothing has changed
    boolean attach(UUID secret, ContentType type, Payload payload, Instant now);

    /// Removes the secret and all that hangs on it; its payload is dropped.
    ///
    /// @return the payload, if its key store has yet to be told
    Optional<Payload> remove(UUID secret, boolean sealing);

    /// Up to `limit` secrets that expired before `until`.
    List<UUID> expired(Instant until, int limit);

    /// The payload of a secret.
    Optional<Payload> payload(UUID secret);

    /// Writes down that a key store is about to be asked to keep a payload.
    Payload intend(SecretId id, String store);

    /// Up to `limit` payloads of a store, in the order of the ids of their secrets.
    ///
    /// @param after only those after this one; empty to begin
    List<Payload> kept(String store, Optional<UUID> after, int limit);

    /// How many payloads the store has.
    long count(String store);

    /// Puts `now` in the place of `before`, unless that is no longer the secret's payload.
    ///
    /// @return what its key store has yet to delete of the one that does not count
    Optional<Payload> replace(Payload before, Payload now, boolean sealing);

    /// From now on it waits to be deleted from its key store.
    void drop(Payload payload);

    /// Up to `limit` that wait to be deleted from their key stores, in the order of their numbers, after number `after`.
    List<Payload> dropped(long after, int limit);

    /// Makes those that were intended by a host that is gone dropped ones.
    void dropIntended();

    /// The numbers of dropped ones whose token nobody learnt. None while the store has, or is asked to keep, a payload of that secret that
    /// counts or may come to count.
    List<Long> unknown(SecretId id, String store);

    /// Forgets a payload's row.
    void forget(long number);
}
