package io.gantry.secret;

import io.gantry.api.secret.Secret;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/// Secrets of the host itself, such as the passwords of controllers: kept as those of projects are, and shown to none.
@Singleton
public final class HostSecrets {
    private static final Owner HOST = new Owner("0".repeat(32), "0".repeat(32), false);

    private final Secrets secrets;
    private final ConsumerRecords consumers;
    private final InstantSource clock;

    HostSecrets(Secrets secrets, ConsumerRecords consumers, InstantSource clock) {
        this.secrets = secrets;
        this.consumers = consumers;
        this.clock = clock;
    }

    /// @param name for people who look through the database
    /// @return by which it is read again
    public UUID keep(String name, Secret secret) throws InterruptedException {
        var id = TimeOrdered.id(clock.instant());
        secrets.create(id, HOST, Description.of(name, SecretType.PASSPHRASE),
                Optional.of(new Content(secret, ContentType.TEXT)));
        return id;
    }

    /// Keeps a secret under an id that is written down where it is needed already, and says who needs it; nothing happens if it is kept.
    ///
    /// @param name for people who look through the database
    /// @param resourceType what needs it: `guest`
    /// @param resource its name
    public void keep(UUID id, String name, Secret secret, String resourceType, String resource)
            throws InterruptedException {
        if (!kept(id)) {
            secrets.create(id, HOST, Description.of(name, SecretType.PASSPHRASE),
                    Optional.of(new Content(secret, ContentType.TEXT)));
        }
        consumers.add(id, new Consumer("gantry", resourceType, resource, HOST.project(),
                clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    private boolean kept(UUID id) {
        try {
            return secrets.existing(id).id().equals(id);
        } catch (Problem e) {
            if (e.kind() == Problem.Kind.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /// The caller closes it.
    ///
    /// @throws Problem FAILED if there is none
    public Secret read(UUID id) throws InterruptedException {
        try {
            return secrets.payload(secrets.existing(id)).secret();
        } catch (Problem e) {
            if (e.kind() == Problem.Kind.NOT_FOUND) {
                throw new Problem(Problem.Kind.FAILED,
                        "Secret " + id + " is gone from the key store; set it anew where it is needed.", e);
            }
            throw e;
        }
    }

    /// Fine if there is none.
    public void forget(UUID id) throws InterruptedException {
        secrets.remove(id);
    }
}
