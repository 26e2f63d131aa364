package io.gantry.baremetal.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.base.DataDirectory;
import io.gantry.base.PrivateFile;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Makes tokens, and keeps from those who read the database what only an agent or an installer is to know. The key lies in a file of the host and not
/// in a key store: a token lives for as long as a ramdisk runs, and a node must not wait for a key store to be cleaned.
@Singleton
public final class TokenSeal {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;

    TokenSeal(DataDirectory data) {
        try {
            var text = PrivateFile.readOrMake(data.path().resolve("agents.key"),
                    () -> HexFormat.of().formatHex(random(KEY)));
            key = new SecretKeySpec(HexFormat.of().parseHex(text), "AES");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    String newToken() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(KEY));
    }

    /// What the database holds so that a token can be recognised.
    static String proof(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// In the same time whether it is nearly right or not at all.
    static boolean proves(String token, String proof) {
        return same(proof(token), proof);
    }

    /// In the same time whether they are nearly alike or not at all.
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    /// What nobody else can make of that text for that node; the same each time.
    public String ticket(UUID node, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal((node + " " + text).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }

    String seal(UUID node, String text) {
        try {
            var nonce = random(NONCE);
            var sealed = cipher(Cipher.ENCRYPT_MODE, node, nonce).doFinal(text.getBytes(UTF_8));
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(NONCE + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES in GCM", e);
        }
    }

    /// @throws Problem FAILED if it was sealed for another node or with another key
    String open(UUID node, String sealed) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
            var nonce = new byte[NONCE];
            bytes.get(nonce);
            var rest = new byte[bytes.remaining()];
            bytes.get(rest);
            return new String(cipher(Cipher.DECRYPT_MODE, node, nonce).doFinal(rest), UTF_8);
        } catch (GeneralSecurityException e) {
            throw new Problem(Problem.Kind.FAILED, "The token of node " + node
                    + "'s agent does not open: agents.key in the data directory is another one. Start the node's ramdisk anew.",
                    e);
        }
    }

    private Cipher cipher(int mode, UUID node, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(node.toString().getBytes(UTF_8));
        return cipher;
    }
}
