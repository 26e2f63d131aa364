package io.gantry.pkcs11;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.KeyStore;
import io.gantry.api.Sealing;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/// Has secrets sealed by a token, under a key for each project that the token makes and never gives away.
///
/// Token of a secret: version, generation and id of the key, nonce, then the sealed secret.
@DriverId(value = "pkcs11", description = "Seals secrets inside a PKCS#11 token, under keys that never leave it.")
public final class Pkcs11KeyStore implements KeyStore, Sealing {
    private static final int LONGEST = 1 << 20;
    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int HEAD = 1 + Integer.BYTES + Long.BYTES;
    private static final int BODY = HEAD + NONCE;

    private final SecureRandom random = new SecureRandom();
    private final Pkcs11Options options;
    private final Token token;
    private final Workers workers;

    /// Logs in, so that a missing token or a wrong PIN is found here.
    public Pkcs11KeyStore(Pkcs11Options options) throws InterruptedException {
        this(options, NativeLibrary::new);
    }

    Pkcs11KeyStore(Pkcs11Options options, Function<Path, Library> libraries) throws InterruptedException {
        if (options.token().isEmpty() && options.slot().isEmpty()) {
            throw new DriverException(Kind.INVALID, "Neither token nor slot is set; say which token of %s it is."
                    .formatted(options.library()));
        }
        this.options = options;
        workers = new Workers(options.sessions());
        try {
            token = workers.call(() -> opened(libraries.apply(options.library()), options));
        } catch (DriverException | InterruptedException failed) {
            workers.close(() -> {});
            throw failed;
        }
    }

    private static Token opened(Library library, Pkcs11Options options) {
        var token = new Token(library, options);
        token.use("log in", _ -> VERSION);
        return token;
    }

    @Override
    public byte[] put(SecretId id, Secret secret) throws InterruptedException {
        return workers.call(() -> {
            var plain = secret.bytes();
            try {
                if (plain.length > LONGEST) {
                    throw new DriverException(Kind.INVALID, "The secret is %d bytes long; at most %d can be kept."
                            .formatted(plain.length, LONGEST));
                }
                return seal(id, plain);
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        });
    }

    private byte[] seal(SecretId id, byte[] plain) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        return token.use("seal secret " + id, connection -> {
            var key = connection.newest(id.project(), options.generation(), random);
            var handle = connection.handle(key).orElseThrow(() -> missing(id, key));
            var sealed = connection.use(session -> session.seal(handle, nonce, bound(id), plain));
            return ByteBuffer.allocate(BODY + sealed.length)
                    .put(VERSION)
                    .putInt(key.generation())
                    .putLong(key.id())
                    .put(nonce)
                    .put(sealed)
                    .array();
        });
    }

    @Override
    public Optional<Secret> get(SecretId id, byte[] sealed) throws InterruptedException {
        return workers.call(() -> {
            var plain = open(id, sealed);
            try {
                return Optional.of(new Secret(plain));
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        });
    }

    private byte[] open(SecretId id, byte[] sealed) {
        var key = key(id, sealed);
        var nonce = Arrays.copyOfRange(sealed, HEAD, BODY);
        var body = Arrays.copyOfRange(sealed, BODY, sealed.length);
        return token.use("open secret " + id, connection -> {
            var handle = connection.handle(key).orElseThrow(() -> missing(id, key));
            try {
                return connection.use(session -> session.open(handle, nonce, bound(id), body));
            } catch (CodeException failed) {
                // Tokens do not agree on what they answer to a wrong tag.
                if (failed.call() == Call.DECRYPT && failed.code() == Code.OTHER) {
                    throw damaged(id, failed);
                }
                throw failed;
            }
        });
    }

    private static ProjectKey key(SecretId id, byte[] sealed) {
        if (sealed.length < BODY + Session.TAG || sealed[0] != VERSION) {
            throw damaged(id, new IllegalArgumentException("too short, or of another version"));
        }
        var head = ByteBuffer.wrap(sealed, 1, HEAD - 1);
        return new ProjectKey(id.project(), head.getInt(), head.getLong());
    }

    @Override
    public byte[] reseal(SecretId id, byte[] sealed) throws InterruptedException {
        return workers.call(() -> {
            var key = key(id, sealed);
            var plain = open(id, sealed);
            try {
                return key.generation() >= options.generation() ? sealed.clone() : seal(id, plain);
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        });
    }

    /// Nothing is kept of a secret.
    @Override
    public void delete(SecretId id, byte[] sealed) {}

    @Override
    public void close() {
        workers.close(token::close);
    }

    private static byte[] bound(SecretId id) {
        return ("secret " + id).getBytes(US_ASCII);
    }

    private static DriverException missing(SecretId id, ProjectKey key) {
        return new DriverException(Kind.FAILED,
                ("Secret %s was sealed under key %s, which is not on this token: its sealed form is another secret's or"
                        + " damaged, or the token is another one or was made anew; then restore the token's backup.")
                        .formatted(id, key));
    }

    private static DriverException damaged(SecretId id, Exception cause) {
        return new DriverException(Kind.FAILED,
                "The sealed form of secret %s is damaged, or is another secret's; restore it from a backup."
                        .formatted(id),
                cause);
    }
}
