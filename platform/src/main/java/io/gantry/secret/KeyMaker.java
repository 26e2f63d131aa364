package io.gantry.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gantry.api.secret.Secret;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/// Makes keys. Those of a pair are written in PEM: the private one as PKCS #8 (RFC 5958), the public one as RFC 5280 has it.
final class KeyMaker {
    private static final String PASSPHRASE_CIPHER = "PBEWithHmacSHA256AndAES_256";
    private static final int ITERATIONS = 100_000;

    private final SecureRandom random = new SecureRandom();

    Secret key(KeySpec spec) {
        var bytes = new byte[spec.bits() / 8];
        random.nextBytes(bytes);
        return wiping(bytes);
    }

    KeyPair pair(KeySpec spec) {
        try {
            var generator = KeyPairGenerator.getInstance(spec.algorithm().toUpperCase(Locale.ROOT));
            generator.initialize(spec.bits(), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java does not make what was found possible: " + spec, e);
        }
    }

    Secret publicKey(KeyPair pair) {
        return pem("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    /// Encrypted under the passphrase if there is one.
    Secret privateKey(KeyPair pair, Optional<Secret> passphrase) {
        return passphrase.isPresent()
                ? pem("ENCRYPTED PRIVATE KEY", encrypted(pair.getPrivate(), passphrase.get()))
                : pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private byte[] encrypted(PrivateKey key, Secret passphrase) {
        var salt = new byte[16];
        random.nextBytes(salt);
        var letters = passphrase.text().toCharArray();
        var password = new PBEKeySpec(letters);
        try {
            var cipher = Cipher.getInstance(PASSPHRASE_CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, SecretKeyFactory.getInstance(PASSPHRASE_CIPHER).generateSecret(password),
                    new PBEParameterSpec(salt, ITERATIONS));
            // The same under the name by which EncryptedPrivateKeyInfo knows it.
            var parameters = AlgorithmParameters.getInstance("PBES2");
            parameters.init(cipher.getParameters().getEncoded());
            return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(key.getEncoded())).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Java must bring " + PASSPHRASE_CIPHER, e);
        } finally {
            password.clearPassword();
            Arrays.fill(letters, ' ');
        }
    }

    private static Secret pem(String what, byte[] der) {
        var body = Base64.getMimeEncoder(64, new byte[]{'\n'}).encode(der);
        Arrays.fill(der, (byte) 0);
        var text = "-----BEGIN " + what + "-----\n" + new String(body, US_ASCII) + "\n-----END " + what + "-----\n";
        Arrays.fill(body, (byte) 0);
        return wiping(text.getBytes(US_ASCII));
    }

    private static Secret wiping(byte[] bytes) {
        var secret = new Secret(bytes);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }
}
