package io.gantry.tck;

import static io.gantry.tck.Keeping.canary;
import static io.gantry.tck.Keeping.closed;
import static io.gantry.tck.Keeping.id;
import static io.gantry.tck.Keeping.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.KeyStore;
import io.gantry.api.Sealing;
import io.gantry.api.secret.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What holds for every key store whose tokens are the sealed secrets.
///
/// @param <D> the driver
public abstract class SealingContract<D extends KeyStore & Sealing> extends RoleContract<D> {
    /// The driver again, on the same directory, after the operator did what makes it seal under newer keys: other options, or a call to
    /// the service behind it.
    protected abstract D openWithNewerKeys(DriverContext context) throws Exception;

    @Test
    void opensForNoOtherSecretNorProject() throws Exception {
        with(store -> {
            var token = store.put(id("p", "s"), canary());
            store.put(id("q", "s"), canary());
            for (var other : new String[][]{{"p", "t"}, {"q", "s"}, {"ps", "s"}, {"p-", "s"}}) {
                closed(store, id(other[0], other[1]), token, "the token of p/s");
                refused(Kind.FAILED, "resealing the token of p/s for another",
                        () -> store.reseal(id(other[0], other[1]), token));
            }
        });
    }

    @Test
    void opensNoTokenWithOneChangedBit() throws Exception {
        with(store -> {
            var token = store.put(id("p", "s"), canary());
            for (var bit = 0; bit < token.length * 8; bit += 1 + token.length / 512) {
                var changed = token.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                closed(store, id("p", "s"), changed, "a token whose bit " + bit + " was changed");
            }
            assertEquals(Optional.of(canary()), store.get(id("p", "s"), token), "the unchanged token");
        });
    }

    @Test
    void opensNoTokenThatWasCutOrGrew() throws Exception {
        with(store -> {
            var token = store.put(id("p", "s"), canary());
            for (var length = 0; length < token.length; length++) {
                closed(store, id("p", "s"), Arrays.copyOf(token, length), "a token cut to " + length + " bytes");
            }
            closed(store, id("p", "s"), Arrays.copyOf(token, token.length + 1), "a token with one byte more");
            refused(Kind.FAILED, "resealing a cut token",
                    () -> store.reseal(id("p", "s"), Arrays.copyOf(token, token.length - 1)));
        });
    }

    @Test
    void resealsToTheSameTokenWhileNothingIsNewer() throws Exception {
        with(store -> {
            var token = store.put(id("p", "s"), canary());
            assertArrayEquals(token, store.reseal(id("p", "s"), token), "resealed, and no key is newer");
        });
    }

    @Test
    void resealsUnderTheNewestKeyAndStillOpensTheFormerToken() throws Exception {
        var secret = new Secret(random(70_000));
        var token = new byte[2][];
        with(store -> token[0] = store.put(id("p", "s"), secret));
        try (var store = openWithNewerKeys(new TestContext(home()))) {
            assertEquals(Optional.of(secret), store.get(id("p", "s"), token[0]), "the former token, newer keys");
            token[1] = store.reseal(id("p", "s"), token[0]);
            assertFalse(Arrays.equals(token[0], token[1]), "a newer key, and resealing gave the same token");
            assertEquals(Optional.of(secret), store.get(id("p", "s"), token[1]), "the resealed token");
            assertArrayEquals(token[1], store.reseal(id("p", "s"), token[1]), "resealed twice under one key");
            assertEquals(Optional.of(secret), store.get(id("p", "s"), token[0]), "the former token after resealing");
            closed(store, id("p", "t"), token[1], "the resealed token of p/s");
            var fresh = store.put(id("new", "s"), canary());
            assertArrayEquals(fresh, store.reseal(id("new", "s"), fresh), "put under the newest key, and resealed");
        }
    }

    /// What grows with every secret keeps more than keys.
    @Test
    void keepsNothingOfASecret() throws Exception {
        with(store -> store.put(id("p", "first"), canary()));
        var before = contents();
        with(store -> {
            for (var number = 0; number < 5; number++) {
                var token = store.put(id("p", "s" + number), canary());
                store.get(id("p", "s" + number), token);
                store.reseal(id("p", "s" + number), token);
                store.delete(id("p", "s" + number), token);
            }
        });
        assertEquals(before, contents(), "what lies in the driver's directory before and after keeping secrets");
    }

    private Map<String, ByteBuffer> contents() throws IOException {
        var contents = new TreeMap<String, ByteBuffer>();
        try (var files = Files.walk(home())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file.toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
