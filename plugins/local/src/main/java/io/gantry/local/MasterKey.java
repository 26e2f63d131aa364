package io.gantry.local;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.Secret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// Finds the master key, or makes it, and proves with the file `key-check` that it is the one the store was made with.
final class MasterKey {
    private static final String FILE = "master-key";
    private static final String CHECK = "key-check";

    private MasterKey() {}

    static byte[] open(Vault home, Vault secrets, Optional<Secret> given, SecureRandom random)
            throws InterruptedException {
        var check = home.read(CHECK, Envelope.OVERHEAD);
        var used = check.isPresent() || !secrets.isEmpty();
        if (used && check.isEmpty()) {
            throw new DriverException(Kind.FAILED,
                    "There are secrets but no %s, so no key can be proved; restore the file from a backup."
                            .formatted(home.path(CHECK)));
        }
        var key = given.isPresent() ? parse(given.get()) : kept(home, used, random);
        if (check.isPresent()) {
            prove(key, check.get(), home, given.isPresent());
        } else {
            home.write(CHECK, Envelope.seal(key, CHECK, new byte[0], random));
        }
        return key;
    }

    private static byte[] kept(Vault home, boolean used, SecureRandom random) throws InterruptedException {
        var kept = home.read(FILE, Envelope.KEY);
        if (kept.isPresent() && kept.get().length == Envelope.KEY) {
            return kept.get();
        }
        if (used || kept.isPresent()) {
            throw new DriverException(Kind.FAILED,
                    ("The master key %s is %s, and without it no secret can be read; restore it from a backup,"
                            + " or set master-key if the store was made with one.")
                            .formatted(home.path(FILE), kept.isPresent() ? "damaged" : "missing"));
        }
        var key = new byte[Envelope.KEY];
        random.nextBytes(key);
        home.write(FILE, key);
        return key;
    }

    private static void prove(byte[] key, byte[] check, Vault home, boolean given) {
        try {
            Envelope.open(key, CHECK, check);
        } catch (GeneralSecurityException other) {
            throw new DriverException(Kind.FAILED,
                    ("%s is not the key that the store in %s was made with, or %s was changed;"
                            + " nothing was written. Put the former key back.").formatted(
                                    given ? "The master-key of the operator's file" : "The kept " + home.path(FILE),
                                    home.path(""), home.path(CHECK)),
                    other);
        }
    }

    private static byte[] parse(Secret given) {
        var bytes = given.bytes();
        if (bytes.length == Envelope.KEY) {
            return bytes;
        }
        try {
            var decoded = Base64.getDecoder().decode(given.text().strip());
            if (decoded.length == Envelope.KEY) {
                return decoded;
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below; the decoder's message would quote a character of the key.
        }
        throw new DriverException(Kind.INVALID, "The master-key is neither 32 raw bytes nor 32 bytes in base64;"
                + " `head -c 32 /dev/urandom | base64` makes one.");
    }
}
