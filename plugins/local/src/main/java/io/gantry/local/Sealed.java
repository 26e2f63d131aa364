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

/// AES-256-GCM: a random nonce, the sealed bytes, the tag. What is sealed opens only with the same words that it was bound to.
final class Sealed {
    static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG = 16;
    /// How much longer the sealed bytes are than the plain ones.
    static final int OVERHEAD = NONCE + TAG;

    private Sealed() {}

    /// Puts the sealed bytes into `target`, which has room for them.
    static void seal(byte[] key, String bound, byte[] plain, SecureRandom random, ByteBuffer target) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            cipher(Cipher.ENCRYPT_MODE, key, nonce, bound).doFinal(ByteBuffer.wrap(plain), target.put(nonce));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Java must bring AES-256-GCM", impossible);
        }
    }

    static byte[] seal(byte[] key, String bound, byte[] plain, SecureRandom random) {
        var sealed = ByteBuffer.allocate(plain.length + OVERHEAD);
        seal(key, bound, plain, random, sealed);
        return sealed.array();
    }

    /// @param offset where the sealed bytes begin; they reach to the end
    /// @throws GeneralSecurityException if they were changed, bound to other words, or sealed under another key
    static byte[] open(byte[] key, String bound, byte[] sealed, int offset) throws GeneralSecurityException {
        if (sealed.length - offset < OVERHEAD) {
            throw new AEADBadTagException("too short");
        }
        var nonce = Arrays.copyOfRange(sealed, offset, offset + NONCE);
        var begin = offset + NONCE;
        return cipher(Cipher.DECRYPT_MODE, key, nonce, bound).doFinal(sealed, begin, sealed.length - begin);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String bound) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD(bound.getBytes(UTF_8));
        return cipher;
    }
}
