package io.gantry.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.KeyStore;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// Keeps each secret in an encrypted file of its own below the driver's directory.
@DriverId(value = "local", description = "Keeps secrets in files encrypted with AES-256-GCM.")
public final class LocalKeyStore implements KeyStore {
    private static final int LONGEST = 1 << 20;
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{32}");

    private final SecureRandom random = new SecureRandom();
    private final Vault secrets;
    private final byte[] masterKey;

    /// Opens the store, or makes it on first use; a master key that does not fit is found here, before anything is written.
    public LocalKeyStore(LocalOptions options, DriverContext context) throws InterruptedException {
        var home = new Vault(context.directory());
        secrets = new Vault(context.directory().resolve("secrets"));
        masterKey = MasterKey.open(home, secrets, options.masterKey(), random);
        home.sweep();
        secrets.sweep();
    }

    @Override
    public byte[] put(SecretId id, Secret secret) throws InterruptedException {
        var plain = secret.bytes();
        try {
            if (plain.length > LONGEST) {
                throw new DriverException(Kind.INVALID, "The secret is %d bytes long; at most %d can be kept."
                        .formatted(plain.length, LONGEST));
            }
            var name = new byte[16];
            random.nextBytes(name);
            var token = HexFormat.of().formatHex(name);
            secrets.write(token, Envelope.seal(masterKey, id + " " + token, plain, random));
            return token.getBytes(ISO_8859_1);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// What never was a token of this store is unknown like any other: it does not reach the file system.
    @Override
    public Optional<Secret> get(SecretId id, byte[] bytes) throws InterruptedException {
        var token = new String(bytes, ISO_8859_1);
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        var file = secrets.read(token, LONGEST + Envelope.OVERHEAD);
        return file.isEmpty() ? Optional.empty() : Optional.of(open(id, token, file.get()));
    }

    private Secret open(SecretId id, String token, byte[] sealed) {
        try {
            var plain = Envelope.open(masterKey, id + " " + token, sealed);
            var secret = new Secret(plain);
            Arrays.fill(plain, (byte) 0);
            return secret;
        } catch (GeneralSecurityException damaged) {
            throw new DriverException(Kind.FAILED,
                    ("The file of secret %s is damaged: it was cut short or changed after it was written."
                            + " Restore %s from a backup.").formatted(token, secrets.path(token)),
                    damaged);
        }
    }

    /// The file holds the only copy of the secret's own key, so removing it is what makes the secret unreadable; what the file system or
    /// the disk keeps of removed blocks stays encrypted under the master key.
    @Override
    public void delete(SecretId id, byte[] bytes) throws InterruptedException {
        var token = new String(bytes, ISO_8859_1);
        if (TOKEN.matcher(token).matches()) {
            secrets.remove(token);
        }
    }

    @Override
    public void close() {
        Arrays.fill(masterKey, (byte) 0);
    }
}
