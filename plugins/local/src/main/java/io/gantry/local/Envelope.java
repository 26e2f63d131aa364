package io.gantry.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// One secret as it lies in its file: version, the secret's own key encrypted under the master key, the secret encrypted under its own key.
/// Both parts are bound to the token, so that a file that was renamed to another token does not open.
final class Envelope {
    static final int KEY = 32;
    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final int WRAPPED = NONCE + KEY + TAG;
    /// How much longer the file is than the secret.
    static final int OVERHEAD = 1 + WRAPPED + NONCE + TAG;

    private Envelope() {}

    static byte[] seal(byte[] masterKey, String token, byte[] plain, SecureRandom random) {
        var key = new byte[KEY];
        random.nextBytes(key);
        try {
            return ByteBuffer.allocate(plain.length + OVERHEAD)
                    .put(VERSION)
                    .put(encrypt(masterKey, "key " + token, key, random))
                    .put(encrypt(key, "data " + token, plain, random))
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Java must bring AES-256-GCM", impossible);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /// @throws GeneralSecurityException if the file is damaged, is another secret's, or was sealed under another master key
    static byte[] open(byte[] masterKey, String token, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < OVERHEAD || sealed[0] != VERSION) {
            throw new AEADBadTagException("too short, or of another version");
        }
        var key = decrypt(masterKey, "key " + token, sealed, 1, WRAPPED);
        try {
            return decrypt(key, "data " + token, sealed, 1 + WRAPPED, sealed.length - 1 - WRAPPED);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] encrypt(byte[] key, String bound, byte[] plain, SecureRandom random)
            throws GeneralSecurityException {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        var sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, bound).doFinal(plain);
        return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    }

    private static byte[] decrypt(byte[] key, String bound, byte[] from, int offset, int length)
            throws GeneralSecurityException {
        var nonce = Arrays.copyOfRange(from, offset, offset + NONCE);
        return cipher(Cipher.DECRYPT_MODE, key, nonce, bound).doFinal(from, offset + NONCE, length - NONCE);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String bound) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD(bound.getBytes(UTF_8));
        return cipher;
    }
}
