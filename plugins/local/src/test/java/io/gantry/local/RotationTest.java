package io.gantry.local;

import static io.gantry.local.Stores.ID;
import static io.gantry.local.Stores.contents;
import static io.gantry.local.Stores.key;
import static io.gantry.local.Stores.open;
import static io.gantry.local.Stores.read;
import static io.gantry.local.Stores.secret;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gantry.api.DriverException;
import io.gantry.api.secret.SecretId;
import io.gantry.tck.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The master key is changed.
class RotationTest {
    private static final int PROJECTS = 20;

    @TempDir
    Path directory = Path.of("");
    private final List<byte[]> tokens = new ArrayList<>();

    @BeforeEach
    void fill() throws Exception {
        var store = open(directory, key(1));
        for (var project = 0; project < PROJECTS; project++) {
            tokens.add(store.put(id(project), secret("secret " + project)));
        }
    }

    private static SecretId id(int project) {
        return new SecretId("project-" + project, "s");
    }

    private void assertAllOpen(LocalKeyStore store) {
        for (var project = 0; project < PROJECTS; project++) {
            assertEquals(Optional.of(secret("secret " + project)), store.get(id(project), tokens.get(project)));
        }
    }

    @Test
    void allSecretsOpenUnderTheNewKeyAloneAndNoneUnderTheFormer() throws Exception {
        assertAllOpen(open(directory, key(2), key(1)));
        assertAllOpen(open(directory, key(2)));
        assertThrows(DriverException.class, () -> open(directory, key(1)));
    }

    @Test
    void eachProjectGetsOneFreshKeyOnceAndResealingMovesASecretToIt() throws Exception {
        var store = open(directory, key(2), key(1));
        assertEquals(3 + 2 * PROJECTS, Files.readAllLines(directory.resolve("keys")).size());
        for (var project = 0; project < PROJECTS; project++) {
            var moved = store.reseal(id(project), tokens.get(project));
            assertFalse(Arrays.equals(tokens.get(project), moved));
            assertArrayEquals(moved, store.reseal(id(project), moved));
            tokens.set(project, moved);
        }
        var before = contents(directory);
        assertAllOpen(open(directory, key(2), key(1)));
        assertEquals(before, contents(directory), "opened again with the same options");
    }

    @Test
    void goesFromAKeptKeyToAGivenOneAndBack() throws Exception {
        var home = Files.createDirectory(directory.resolve("kept"));
        var token = open(home).put(ID, secret("x"));
        var kept = read(home.resolve("master-key"));
        assertEquals(Optional.of(secret("x")), open(home, key(2), kept).get(ID, token));
        Files.delete(home.resolve("master-key"));
        assertEquals(Optional.of(secret("x")), open(home, key(2)).get(ID, token));
        var back = new LocalOptions(Optional.empty(), Optional.of(key(2)));
        for (var times = 0; times < 2; times++) {
            assertEquals(Optional.of(secret("x")), new LocalKeyStore(back, new TestContext(home)).get(ID, token));
        }
        assertEquals(Optional.of(secret("x")), open(home).get(ID, token));
    }

    /// The one replacement of a file either happened or not; the kept key may be there before it.
    @Test
    void isFinishedAfterACrashWithTheSameOptions() throws Exception {
        var before = Files.readAllBytes(directory.resolve("keys"));
        open(directory, key(2), key(1));
        var after = Files.readAllBytes(directory.resolve("keys"));
        for (var state : List.of(before, after)) {
            for (var half : List.of(0, 100, after.length)) {
                Files.write(directory.resolve("keys"), state);
                Files.write(directory.resolve("keys.1.unfinished"), Arrays.copyOf(after, half));
                assertAllOpen(open(directory, key(2), key(1)));
                assertAllOpen(open(directory, key(2)));
            }
        }
        Files.write(directory.resolve("keys"), before);
        Files.write(directory.resolve("master-key"), key(7).bytes());
        var back = new LocalOptions(Optional.empty(), Optional.of(key(1)));
        assertAllOpen(new LocalKeyStore(back, new TestContext(directory)));
        assertAllOpen(open(directory));
    }

    @Test
    void isTheOldStateOrTheNewOneWhenItIsInterrupted() throws Exception {
        for (var number = 1; number <= 10; number++) {
            var next = key(number + 1);
            var former = key(number);
            var opening = new FutureTask<>(() -> {
                Thread.currentThread().interrupt();
                return open(directory, next, former);
            });
            Thread.ofVirtual().start(opening);
            try {
                assertAllOpen(opening.get());
            } catch (ExecutionException interrupted) {
                assertInstanceOf(InterruptedException.class, interrupted.getCause());
            }
            assertAllOpen(open(directory, next, former));
        }
    }
}
