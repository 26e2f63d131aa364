package io.gantry.secret;

import io.gantry.api.secret.Secret;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Secrets of the host itself, such as the passwords of controllers: kept as those of projects are, and shown to none.
@Singleton
public final class HostSecrets {
    private static final Owner HOST = new Owner("0".repeat(32), "0".repeat(32), false);

    private final Secrets secrets;
    private final InstantSource clock;

    HostSecrets(Secrets secrets, InstantSource clock) {
        this.secrets = secrets;
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
