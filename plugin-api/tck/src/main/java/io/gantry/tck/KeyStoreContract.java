package io.gantry.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.KeyStore;
import io.gantry.api.secret.Secret;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for every key store.
///
/// @param <D> the driver
public abstract class KeyStoreContract<D extends KeyStore> extends DriverContract<D> {
    private static final String CANARY = "canary-4711-which-must-not-be-seen";

    @Test
    void givesBackWhatWasPutEvenEmptyOrOfOneMebibyte() throws Exception {
        with(store -> {
            for (var length : List.of(0, 1, 31, 4096, 1 << 20)) {
                var bytes = random(length);
                var got = store.get(store.put(new Secret(bytes)));
                assertArrayEquals(bytes, got.orElseThrow().bytes(), length + " bytes");
            }
        });
    }

    @Test
    void refusesMoreThanAMebibyte() throws Exception {
        with(store -> refused(DriverException.Kind.INVALID, "a secret of 1 MiB and one byte",
                () -> store.put(new Secret(new byte[(1 << 20) + 1]))));
    }

    @Test
    void givesANewTokenAtEachCallThatRevealsNothing() throws Exception {
        with(store -> {
            var first = store.put(canary());
            var second = store.put(canary());
            assertNotEquals(first, second, "tokens of two calls with the same secret");
            for (var token : List.of(first, second)) {
                assertTrue(token.matches("[!-~]{1,255}"),
                        "a token has 1 to 255 printable ASCII characters without blanks: '" + token + "'");
                disguises().forEach(text -> assertFalse(token.toLowerCase(Locale.ROOT).contains(text),
                        "the token reveals the secret"));
            }
        });
    }

    private static Stream<String> disguises() {
        var bytes = CANARY.getBytes(UTF_8);
        return Stream
                .of(CANARY, HexFormat.of().formatHex(bytes), Base64.getEncoder().withoutPadding().encodeToString(bytes))
                .map(text -> text.substring(0, 12).toLowerCase(Locale.ROOT));
    }

    @Test
    void keepsNothingReadableInItsDirectory() throws Exception {
        with(store -> store.put(canary()));
        try (var files = Files.walk(home())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = Files.readString(file, ISO_8859_1).toLowerCase(Locale.ROOT);
                disguises().forEach(disguise -> assertFalse(text.contains(disguise), file + " reveals the secret"));
            }
        }
    }

    @Test
    void keepsSecretsWhenItIsOpenedAgain() throws Exception {
        var token = new String[1];
        with(store -> token[0] = store.put(canary()));
        with(store -> assertEquals(Optional.of(canary()), store.get(token[0]), "after opening it again"));
    }

    @Test
    void keepsACopyThatWipingDoesNotReach() throws Exception {
        with(store -> {
            var given = canary();
            var token = store.put(given);
            given.close();
            store.get(token).orElseThrow().close();
            assertEquals(Optional.of(canary()), store.get(token), "after the caller wiped his copies");
        });
    }

    @Test
    void forgetsForGoodWhatIsDeletedAndNothingElse() throws Exception {
        var kept = new String[2];
        with(store -> {
            kept[0] = store.put(canary());
            kept[1] = store.put(canary());
            store.delete(kept[0]);
            store.delete(kept[0]);
            assertTrue(store.get(kept[0]).isEmpty(), "deleted, and still there");
        });
        with(store -> {
            assertTrue(store.get(kept[0]).isEmpty(), "deleted, and there again after opening the store again");
            assertTrue(store.get(kept[1]).isPresent(), "deleting one secret took another");
        });
    }

    @Test
    void knowsNoTokenThatItDidNotGive() throws Exception {
        var outside = Files.writeString(directory.resolve("outside"), "not a secret of this store");
        with(store -> {
            var real = store.put(canary());
            for (var token : List.of("unknown", "", "../outside", outside.toString(), real + "x", real.substring(1),
                    "./" + real, "%00")) {
                assertTrue(store.get(token).isEmpty(), "get of '" + token + "'");
                store.delete(token);
            }
            assertTrue(Files.exists(outside), "deleted a file that is not its own");
            assertTrue(store.get(real).isPresent(), "deleting what is no token took a secret");
        });
    }

    @Test
    void servesManyCallersAtOnce() throws Exception {
        with(store -> {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var tasks = IntStream.range(0, 32).<Callable<Boolean>>mapToObj(number -> () -> {
                    var bytes = random(1000 + number);
                    var token = store.put(new Secret(bytes));
                    var same = store.get(token).equals(Optional.of(new Secret(bytes)));
                    store.delete(token);
                    return same && store.get(token).isEmpty();
                }).toList();
                for (var result : threads.invokeAll(tasks)) {
                    assertTrue(result.get(), "a secret that was put, read and deleted while others were");
                }
            }
        });
    }

    private static Secret canary() {
        return new Secret(CANARY.getBytes(UTF_8));
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
