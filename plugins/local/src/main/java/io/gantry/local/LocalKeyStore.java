package io.gantry.local;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.KeyStore;
import io.gantry.api.Sealing;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Seals each secret under its project's key, and keeps nothing but these keys, wrapped under the master key.
///
/// Token: version, number of the project key, then the secret sealed and bound to its id.
@DriverId(value = "local", description = "Seals secrets with AES-256-GCM under one key for each project.")
public final class LocalKeyStore implements KeyStore, Sealing {
    private static final int LONGEST = 1 << 20;
    private static final byte VERSION = 1;
    private static final int HEAD = 1 + Long.BYTES;

    private final SecureRandom random = new SecureRandom();
    private final ProjectKeys keys;

    /// Opens the store, or makes it on first use; a master key that does not fit is found here, before anything is written.
    public LocalKeyStore(LocalOptions options, DriverContext context) throws InterruptedException {
        var home = new Vault(context.directory());
        keys = new Opening(home, options, random).open();
        home.sweep();
    }

    @Override
    public byte[] put(SecretId id, Secret secret) throws InterruptedException {
        var plain = secret.bytes();
        try {
            if (plain.length > LONGEST) {
                throw new DriverException(Kind.INVALID, "The secret is %d bytes long; at most %d can be kept."
                        .formatted(plain.length, LONGEST));
            }
            return seal(id, plain, keys.newest(id.project()));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private byte[] seal(SecretId id, byte[] plain, ProjectKey key) {
        var token = ByteBuffer.allocate(HEAD + plain.length + Sealed.OVERHEAD).put(VERSION).putLong(key.number());
        Sealed.seal(key.bytes(), bound(id), plain, random, token);
        return token.array();
    }

    @Override
    public Optional<Secret> get(SecretId id, byte[] token) {
        var plain = open(id, token, key(id, token));
        try {
            return Optional.of(new Secret(plain));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private ProjectKey key(SecretId id, byte[] token) {
        if (token.length < HEAD + Sealed.OVERHEAD || token[0] != VERSION) {
            throw damaged(id, null);
        }
        var number = ByteBuffer.wrap(token).getLong(1);
        return keys.find(id.project(), number)
                .orElseThrow(() -> new DriverException(Kind.FAILED,
                        ("Secret %s was sealed under key %s, which project %s does not have here: its token is another"
                                + " secret's or damaged, or the file `keys` is older than the secret; then restore a newer one.")
                                .formatted(id, HexFormat.of().toHexDigits(number), id.project())));
    }

    private static byte[] open(SecretId id, byte[] token, ProjectKey key) {
        try {
            return Sealed.open(key.bytes(), bound(id), token, HEAD);
        } catch (GeneralSecurityException cause) {
            throw damaged(id, cause);
        }
    }

    private static DriverException damaged(SecretId id, @Nullable Throwable cause) {
        return new DriverException(Kind.FAILED,
                "The token of secret %s is damaged, or it is the token of another secret; restore it from a backup."
                        .formatted(id),
                cause);
    }

    private static String bound(SecretId id) {
        return "secret " + id;
    }

    @Override
    public byte[] reseal(SecretId id, byte[] token) throws InterruptedException {
        var key = key(id, token);
        var plain = open(id, token, key);
        try {
            var newest = keys.newest(id.project());
            return newest == key ? token.clone() : seal(id, plain, newest);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// Nothing is kept of a secret.
    @Override
    public void delete(SecretId id, byte[] token) {}

    @Override
    public void close() {
        keys.wipe();
    }
}
