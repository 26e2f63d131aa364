package io.gantry.local;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.Secret;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// The master key: given by the operator, or made at the first start and kept beside the project keys.
final class MasterKey {
    static final String FILE = "master-key";

    private MasterKey() {}

    /// The key that the operator gave, as 32 bytes.
    static byte[] parse(Secret given, String option) {
        var bytes = given.bytes();
        if (bytes.length == Sealed.KEY) {
            return bytes;
        }
        Arrays.fill(bytes, (byte) 0);
        try {
            var decoded = Base64.getDecoder().decode(given.text().strip());
            if (decoded.length == Sealed.KEY) {
                return decoded;
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below; the decoder's message would quote a character of the key.
        }
        throw new DriverException(Kind.INVALID, ("The %s is neither 32 raw bytes nor 32 bytes in base64;"
                + " `head -c 32 /dev/urandom | base64` makes one.").formatted(option));
    }

    static Optional<byte[]> kept(Vault home) throws InterruptedException {
        var kept = home.read(FILE, Sealed.KEY);
        if (kept.isPresent() && kept.get().length != Sealed.KEY) {
            throw new DriverException(Kind.FAILED,
                    "The master key %s is damaged, and without it no secret can be read; restore it from a backup."
                            .formatted(home.path(FILE)));
        }
        return kept;
    }

    static byte[] make(SecureRandom random) {
        var key = new byte[Sealed.KEY];
        random.nextBytes(key);
        return key;
    }
}
