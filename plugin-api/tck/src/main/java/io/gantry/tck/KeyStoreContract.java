package io.gantry.tck;

import static io.gantry.tck.Keeping.CANARY;
import static io.gantry.tck.Keeping.assertHides;
import static io.gantry.tck.Keeping.canary;
import static io.gantry.tck.Keeping.closed;
import static io.gantry.tck.Keeping.id;
import static io.gantry.tck.Keeping.random;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.KeyStore;
import io.gantry.api.Sealing;
import io.gantry.api.secret.Secret;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What holds for every key store. One that is [Sealing] passes [SealingContract] too.
///
/// @param <D> the driver
public abstract class KeyStoreContract<D extends KeyStore> extends DriverContract<D> {
    /// The contract's limit of a secret, in bytes.
    private static final int LONGEST = 1 << 20;
    /// How much longer a token may be than its secret.
    private static final int ROOM = 1 << 10;

    @Test
    void givesBackWhatWasPutEvenEmptyOrOfOneMebibyte() throws Exception {
        with(store -> {
            for (var length : List.of(0, 1, 31, 4096, LONGEST)) {
                var bytes = random(length);
                var token = store.put(id("p", "s" + length), new Secret(bytes));
                assertTrue(token.length >= 1 && token.length <= length + ROOM,
                        "the token of %d bytes has %d, at most 1 KiB more are allowed".formatted(length, token.length));
                var got = store.get(id("p", "s" + length), token);
                assertArrayEquals(bytes, got.orElseThrow().bytes(), length + " bytes");
            }
        });
    }

    @Test
    void takesEveryProjectAndSecretThatIsAnId() throws Exception {
        with(store -> {
            for (var part : List.of("0", "-", "_", "a".repeat(64), "A".repeat(64), "-_-".repeat(20))) {
                var token = store.put(id(part, part), canary());
                assertEquals(Optional.of(canary()), store.get(id(part, part), token), "secret " + id(part, part));
                store.delete(id(part, part), token);
            }
        });
    }

    @Test
    void refusesMoreThanAMebibyte() throws Exception {
        with(store -> refused(DriverException.Kind.INVALID, "a secret of 1 MiB and one byte",
                () -> store.put(id("p", "s"), new Secret(new byte[LONGEST + 1]))));
    }

    @Test
    void givesANewTokenAtEachCallThatRevealsNothing() throws Exception {
        with(store -> {
            var first = store.put(id("p", "s"), canary());
            var second = store.put(id("p", "s"), canary());
            assertFalse(Arrays.equals(first, second), "the tokens of two calls with the same secret are the same");
            assertHides("the token", new String(first, ISO_8859_1));
            assertHides("the token", new String(second, ISO_8859_1));
        });
    }

    @Test
    void keepsNothingReadableInItsDirectory() throws Exception {
        with(store -> store.put(id("p", "s"), canary()));
        try (var files = Files.walk(home())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertHides(file.toString(), Files.readString(file, ISO_8859_1));
            }
        }
    }

    @Test
    void opensForNoOtherSecret() throws Exception {
        with(store -> {
            var token = store.put(id("p", "s"), canary());
            for (var other : List.of(id("p", "t"), id("q", "s"), id("s", "p"), id("ps", "s"), id("p", "S"))) {
                closed(store, other, token, "the token of p/s");
            }
            assertEquals(Optional.of(canary()), store.get(id("p", "s"), token), "after others asked for it");
        });
    }

    @Test
    void keepsSecretsWhenItIsOpenedAgain() throws Exception {
        var token = new byte[1][];
        with(store -> token[0] = store.put(id("p", "s"), canary()));
        for (var times = 0; times < 2; times++) {
            with(store -> assertEquals(Optional.of(canary()), store.get(id("p", "s"), token[0]),
                    "after opening it again"));
        }
    }

    @Test
    void keepsACopyThatWipingDoesNotReach() throws Exception {
        with(store -> {
            var given = canary();
            var token = store.put(id("p", "s"), given);
            assertEquals(canary(), given, "the caller's secret was wiped by put");
            given.close();
            store.get(id("p", "s"), token).orElseThrow().close();
            assertEquals(Optional.of(canary()), store.get(id("p", "s"), token), "after the caller wiped his copies");
            var copy = token.clone();
            store.get(id("p", "s"), copy);
            assertArrayEquals(token, copy, "the caller's token was changed by get");
        });
    }

    /// A store that is [Sealing] keeps nothing to forget: there deleting only must not take another secret.
    @Test
    void forgetsForGoodWhatIsDeletedAndNothingElse() throws Exception {
        var forgets = !Sealing.class.isAssignableFrom(driver());
        var kept = new byte[2][];
        with(store -> {
            kept[0] = store.put(id("p", "s"), canary());
            kept[1] = store.put(id("p", "s"), canary());
            store.delete(id("p", "s"), kept[0]);
            store.delete(id("p", "s"), kept[0]);
            assertFalse(forgets && store.get(id("p", "s"), kept[0]).isPresent(), "deleted, and still there");
        });
        with(store -> {
            assertFalse(forgets && store.get(id("p", "s"), kept[0]).isPresent(),
                    "deleted, and there again after opening the store again");
            assertTrue(store.get(id("p", "s"), kept[1]).isPresent(), "deleting one secret took another");
        });
    }

    @Test
    void knowsNoTokenThatItDidNotGive() throws Exception {
        var outside = Files.writeString(directory.resolve("outside"), "not a secret of this store");
        with(store -> {
            var real = store.put(id("p", "s"), canary());
            for (var token : strangers(real, outside.toString())) {
                closed(store, id("p", "s"), token, "a token it did not give");
                if (token.length > 0) { // without one, everything under the id goes
                    store.delete(id("p", "s"), token);
                }
            }
            assertTrue(Files.exists(outside), "deleted a file that is not its own");
            assertTrue(store.get(id("p", "s"), real).isPresent(), "deleting what is no token took a secret");
        });
    }

    private static List<byte[]> strangers(byte[] real, String outside) {
        var strangers = new ArrayList<byte[]>();
        for (var text : List.of("unknown", "", "../outside", outside, "%00", CANARY)) {
            strangers.add(text.getBytes(UTF_8));
        }
        strangers.add(Arrays.copyOf(real, real.length + 1));
        strangers.add(Arrays.copyOfRange(real, 1, real.length));
        strangers.add(new byte[real.length]);
        strangers.add(random(real.length));
        strangers.add(("./" + new String(real, ISO_8859_1)).getBytes(ISO_8859_1));
        return strangers;
    }

    @Test
    void servesManyCallersAtOnce() throws Exception {
        var tokens = new byte[32][];
        with(store -> {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var tasks = IntStream.range(0, tokens.length).<Callable<Boolean>>mapToObj(number -> () -> {
                    var id = id("project-" + number % 5, "secret-" + number);
                    tokens[number] = store.put(id, new Secret(random(1000 + number)));
                    var passing = store.put(id, canary());
                    var same = store.get(id, tokens[number]).equals(Optional.of(new Secret(random(1000 + number))));
                    store.delete(id, passing);
                    return same;
                }).toList();
                for (var result : threads.invokeAll(tasks)) {
                    assertTrue(result.get(), "a secret that was put and read while others were");
                }
            }
        });
        with(store -> {
            for (var number = 0; number < tokens.length; number++) {
                assertEquals(Optional.of(new Secret(random(1000 + number))),
                        store.get(id("project-" + number % 5, "secret-" + number), tokens[number]),
                        "a secret that many callers at once put, after opening the store again");
            }
        });
    }

    @Test
    void isNotHarmedByInterruption() throws Exception {
        with(store -> {
            var token = store.put(id("p", "s"), canary());
            for (var number = 0; number < 8; number++) {
                var id = id("new-" + number, "s");
                var got = interrupted(() -> store.get(id("p", "s"), token));
                assertEquals(Optional.of(canary()), got.orElse(Optional.of(canary())), "got while interrupted");
                var made = interrupted(() -> store.put(id, canary()));
                var kept = made.isPresent() ? made.get() : store.put(id, canary());
                assertEquals(Optional.of(canary()), store.get(id, kept), "put while interrupted");
                assertEquals(Optional.of(canary()), store.get(id("p", "s"), token), "after calls were interrupted");
            }
        });
    }

    /// Calls from a thread that is interrupted already; empty if the call says so. It never is a failure of the store.
    private static <T> Optional<T> interrupted(Callable<T> call) throws InterruptedException {
        var task = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            return call.call();
        });
        Thread.ofVirtual().start(task);
        try {
            return Optional.of(task.get());
        } catch (ExecutionException failed) {
            assertInstanceOf(InterruptedException.class, failed.getCause(), "a call that was interrupted");
            return Optional.empty();
        }
    }
}
