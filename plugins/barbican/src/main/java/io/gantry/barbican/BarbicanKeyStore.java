package io.gantry.barbican;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.KeyStore;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import io.gantry.remote.Parts;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// Keeps each secret in a Barbican, in as many parts as its limit of 20000 bytes of base64 asks for.
@DriverId(value = "barbican", description = "Keeps secrets in a Barbican that runs elsewhere.")
public final class BarbicanKeyStore implements KeyStore {
    private static final int LONGEST_PART = 10_000 - Sheaf.SEAL;

    private final SecureRandom random = new SecureRandom();
    private final Access access;
    private final RemoteSecrets secrets;

    /// Asks nobody yet: a Barbican that is down now may be up when it is needed.
    public BarbicanKeyStore(BarbicanOptions options, DriverContext context) {
        access = Access.to(options, context);
        secrets = new RemoteSecrets(access.service());
    }

    @Override
    public byte[] put(SecretId id, Secret secret) throws InterruptedException {
        var mark = new UUID(random.nextLong(), random.nextLong());
        var made = new ArrayList<UUID>();
        try (var parts = Parts.of(secret, LONGEST_PART)) {
            for (var part : parts.list()) {
                var sealed = Sheaf.sealed(id, mark, made.size(), parts.list().size(), part);
                made.add(secrets.add(Sheaf.name(id, mark), sealed));
                Arrays.fill(sealed, (byte) 0);
            }
            return new Sheaf(mark, made).token();
        } catch (DriverException failed) {
            // One that did not answer may have kept a part all the same.
            throw made.isEmpty() && failed.kind() != Kind.UNREACHABLE ? failed : cleaned(Sheaf.name(id, mark), failed);
        } catch (InterruptedException interrupted) {
            cleaned(Sheaf.name(id, mark), new DriverException(Kind.UNREACHABLE, "interrupted", interrupted));
            throw interrupted;
        }
    }

    /// Removes the parts of a secret that could not be kept whole.
    private DriverException cleaned(String name, DriverException failed) throws InterruptedException {
        try {
            secrets.removeAll(name);
            return failed;
        } catch (DriverException stillFailing) {
            failed.addSuppressed(stillFailing);
            return new DriverException(failed.kind(), failed.getMessage() + " Secrets named '" + name
                    + "' may be left there; delete them.", failed);
        }
    }

    @Override
    public Optional<Secret> get(SecretId id, byte[] token) throws InterruptedException {
        var sheaf = Sheaf.from(token);
        return sheaf.isEmpty() ? Optional.empty() : get(id, sheaf.get());
    }

    private Optional<Secret> get(SecretId id, Sheaf sheaf) throws InterruptedException {
        return Parts.gather(sheaf.parts().size(), number -> {
            var sealed = secrets.payload(sheaf.parts().get(number));
            return sealed.map(bytes -> opened(id, sheaf, number, bytes));
        }, id + " in " + access.service().name());
    }

    private static byte[] opened(SecretId id, Sheaf sheaf, int number, byte[] sealed) {
        try {
            return sheaf.opened(id, number, sealed);
        } finally {
            Arrays.fill(sealed, (byte) 0);
        }
    }

    @Override
    public void delete(SecretId id, byte[] token) throws InterruptedException {
        if (token.length == 0) {
            secrets.removeAll(Sheaf.names(id));
        }
        var sheaf = Sheaf.from(token);
        if (sheaf.isPresent()) {
            for (var part : sheaf.get().parts()) {
                secrets.remove(part);
            }
        }
    }

    @Override
    public void close() {
        access.close();
    }
}
