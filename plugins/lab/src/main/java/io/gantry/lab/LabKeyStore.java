package io.gantry.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.KeyStore;
import io.gantry.api.Option;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Keeps secrets in files encrypted under a key that lies beside them: enough for a lab, not for more.
@DriverId(value = "lab-key-store", description = "Keeps secrets for tests, in files whose key lies beside them.")
public final class LabKeyStore implements KeyStore {
    private static final int NONCE = 12;

    private final Path directory;
    private final Faults faults;
    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    /// What the operator sets.
    ///
    /// @param faults see [Faults]
    public record Options(
            @Option(value = "Faults to make, as CALL:WHAT such as put:throw, for the calls put, get and delete.", example = "[ put:throw ]") List<String> faults) {}

    /// Opens the store, or makes it on first use.
    public LabKeyStore(Options options, DriverContext context) throws InterruptedException {
        directory = context.directory().resolve("secrets");
        faults = new Faults(options.faults(), "put", "get", "delete");
        var file = context.directory().resolve("key");
        if (LabFiles.read(file).isEmpty()) {
            LabFiles.write(file, random(32));
        }
        key = new SecretKeySpec(LabFiles.read(file).orElseThrow(), "AES");
    }

    @Override
    public byte[] put(SecretId id, Secret secret) throws InterruptedException {
        faults.strike("put");
        if (secret.bytes().length > 1 << 20) {
            throw new DriverException(Kind.INVALID, "The secret is longer than 1 MiB.");
        }
        var token = "lab-" + UUID.randomUUID();
        var nonce = random(NONCE);
        var sealed = cipher(Cipher.ENCRYPT_MODE, id, token, nonce, secret.bytes(), 0);
        LabFiles.write(file(id, token),
                ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
        return faults.answer("put", token.getBytes(ISO_8859_1));
    }

    @Override
    public Optional<Secret> get(SecretId id, byte[] bytes) throws InterruptedException {
        faults.strike("get");
        var token = new String(bytes, ISO_8859_1);
        var kept = isToken(token) ? LabFiles.read(file(id, token)) : Optional.<byte[]>empty();
        return faults.answer("get",
                kept.map(sealed -> new Secret(cipher(Cipher.DECRYPT_MODE, id, token, sealed, sealed, NONCE))));
    }

    @Override
    public void delete(SecretId id, byte[] bytes) throws InterruptedException {
        faults.strike("delete");
        var token = new String(bytes, ISO_8859_1);
        if (isToken(token)) {
            LabFiles.attempt("remove secret " + token, () -> Files.deleteIfExists(file(id, token)));
        } else if (token.isEmpty()) {
            LabFiles.attempt("remove what is kept under " + id, () -> removeAll(id));
        }
    }

    /// The host was stopped before it learnt the token.
    private boolean removeAll(SecretId id) throws IOException {
        if (Files.isDirectory(directory)) {
            try (var files = Files.newDirectoryStream(directory, file(id, "*").getFileName().toString())) {
                for (var file : files) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return true;
    }

    private Path file(SecretId id, String token) {
        return directory.resolve(id.project() + "." + id.secret() + "." + token);
    }

    private static boolean isToken(String token) {
        return token.matches("lab-[0-9a-f-]{36}");
    }

    private byte[] cipher(int mode, SecretId id, String token, byte[] nonce, byte[] bytes, int offset) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, nonce, 0, NONCE));
            cipher.updateAAD((id + " " + token).getBytes(ISO_8859_1));
            return cipher.doFinal(bytes, offset, bytes.length - offset);
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            throw new DriverException(Kind.FAILED,
                    "The file of secret %s is damaged, or it is the file of another secret.".formatted(id), damaged);
        }
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
