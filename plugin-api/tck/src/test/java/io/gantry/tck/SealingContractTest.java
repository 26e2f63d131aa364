package io.gantry.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.KeyStore;
import io.gantry.api.Sealing;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SealingContractTest {
    @Test
    void passesADriverThatKeepsTheContract() {
        assertEquals(Set.of(), Verdict.failures(Right.class));
        assertEquals(Set.of(), Verdict.failures(RightStore.class));
    }

    @Test
    void catchesEachWayToBreakIt() {
        catches("opensForNoOtherSecretNorProject", Unbound.class);
        catches("opensForNoOtherSecretNorProject", HalfBound.class);
        catches("opensNoTokenWithOneChangedBit", Unproved.class);
        catches("opensNoTokenThatWasCutOrGrew", Generous.class);
        catches("resealsToTheSameTokenWhileNothingIsNewer", Restless.class);
        catches("resealsUnderTheNewestKeyAndStillOpensTheFormerToken", Lazy.class);
        catches("resealsUnderTheNewestKeyAndStillOpensTheFormerToken", Forgetful.class);
        catches("keepsNothingOfASecret", Hoarding.class);
    }

    private static void catches(String by, Class<?> test) {
        var failures = Verdict.failures(test);
        assertTrue(failures.contains(by), test.getSimpleName() + " was caught by " + failures + " and not by " + by);
    }

    /// The ways to be wrong.
    enum Wrong {
        NOTHING, UNBOUND, HALF_BOUND, UNPROVED, GENEROUS, RESTLESS, LAZY, FORGETFUL, HOARDING
    }

    /// Token: number of the key, nonce, sealed secret.
    @DriverId(value = "sample-sealing", description = "A store to break that keeps keys only.")
    public static final class Sample implements KeyStore, Sealing {
        private final Path directory;
        private final byte newest;
        private final Wrong wrong;
        private final SecureRandom random = new SecureRandom();

        public Sample(DriverContext context) {
            this(context, 1, Wrong.NOTHING);
        }

        Sample(DriverContext context, int newest, Wrong wrong) {
            this.directory = context.directory();
            this.newest = (byte) newest;
            this.wrong = wrong;
        }

        @Override
        public byte[] put(SecretId id, Secret secret) {
            if (secret.bytes().length > 1 << 20) {
                throw new DriverException(Kind.INVALID, "The secret is too long.");
            }
            if (wrong == Wrong.HOARDING) {
                hoard();
            }
            var nonce = new byte[12];
            random.nextBytes(nonce);
            var sealed = cipher(Cipher.ENCRYPT_MODE, id, newest, nonce, secret.bytes());
            return ByteBuffer.allocate(13 + sealed.length).put(newest).put(nonce).put(sealed).array();
        }

        private void hoard() {
            try {
                Files.createFile(directory.resolve(UUID.randomUUID().toString()));
            } catch (IOException failed) {
                throw new DriverException(Kind.FAILED, "The store cannot be used.", failed);
            }
        }

        @Override
        public Optional<Secret> get(SecretId id, byte[] given) {
            var token = wrong == Wrong.GENEROUS && given.length > 0 ? Arrays.copyOf(given, given.length - 1) : given;
            if (given.length < 13 || given[0] > newest || (wrong == Wrong.FORGETFUL && given[0] != newest)) {
                return Optional.empty();
            }
            if (wrong == Wrong.GENEROUS) {
                try {
                    return Optional.of(open(id, token));
                } catch (DriverException damaged) {
                    return Optional.of(open(id, given));
                }
            }
            return Optional.of(open(id, given));
        }

        private Secret open(SecretId id, byte[] token) {
            return new Secret(cipher(Cipher.DECRYPT_MODE, id, token[0], Arrays.copyOfRange(token, 1, 13),
                    Arrays.copyOfRange(token, 13, token.length)));
        }

        @Override
        public void delete(SecretId id, byte[] token) {}

        @Override
        public byte[] reseal(SecretId id, byte[] token) {
            var secret = get(id, token).orElseThrow(() -> new DriverException(Kind.FAILED, "No such token is known."));
            var current = token[0] == newest || wrong == Wrong.LAZY;
            return current && wrong != Wrong.RESTLESS ? token.clone() : put(id, secret);
        }

        private byte[] cipher(int mode, SecretId id, byte number, byte[] nonce, byte[] bytes) {
            try {
                if (wrong == Wrong.UNPROVED) {
                    var cipher = Cipher.getInstance("AES/CTR/NoPadding");
                    cipher.init(mode, key(number), new javax.crypto.spec.IvParameterSpec(Arrays.copyOf(nonce, 16)));
                    return cipher.doFinal(bytes);
                }
                var cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(mode, key(number), new GCMParameterSpec(128, nonce));
                cipher.updateAAD(switch (wrong) {
                    case UNBOUND -> new byte[0];
                    case HALF_BOUND -> id.secret().getBytes(UTF_8);
                    default -> id.toString().getBytes(UTF_8);
                });
                return cipher.doFinal(bytes);
            } catch (GeneralSecurityException damaged) {
                throw new DriverException(Kind.FAILED, "The token is damaged.", damaged);
            }
        }

        private static SecretKeySpec key(byte number) {
            var bytes = new byte[32];
            Arrays.fill(bytes, number);
            return new SecretKeySpec(bytes, "AES");
        }
    }

    static class Right extends SealingContract<Sample> {
        Wrong wrong() {
            return Wrong.NOTHING;
        }

        @Override
        protected final Sample open(DriverContext context) {
            return new Sample(context, 1, wrong());
        }

        @Override
        protected final Sample openWithNewerKeys(DriverContext context) {
            return new Sample(context, 2, wrong());
        }
    }

    static class RightStore extends KeyStoreContract<Sample> {
        @Override
        protected Class<Sample> driver() {
            return Sample.class;
        }

        @Override
        protected Sample open(DriverContext context) {
            return new Sample(context);
        }
    }

    static class Unbound extends Right {
        @Override
        Wrong wrong() {
            return Wrong.UNBOUND;
        }
    }

    static class HalfBound extends Right {
        @Override
        Wrong wrong() {
            return Wrong.HALF_BOUND;
        }
    }

    static class Unproved extends Right {
        @Override
        Wrong wrong() {
            return Wrong.UNPROVED;
        }
    }

    static class Generous extends Right {
        @Override
        Wrong wrong() {
            return Wrong.GENEROUS;
        }
    }

    static class Restless extends Right {
        @Override
        Wrong wrong() {
            return Wrong.RESTLESS;
        }
    }

    static class Lazy extends Right {
        @Override
        Wrong wrong() {
            return Wrong.LAZY;
        }
    }

    static class Forgetful extends Right {
        @Override
        Wrong wrong() {
            return Wrong.FORGETFUL;
        }
    }

    static class Hoarding extends Right {
        @Override
        Wrong wrong() {
            return Wrong.HOARDING;
        }
    }
}
