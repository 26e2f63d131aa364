package io.gantry.baremetal.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraitFileTest {
    private static final String GOOD = "%s: { actions: [ { action: attach_port, filter: port.is_port } ] }\n";

    @TempDir
    Path directory = Path.of("");
    private Path path = Path.of("");
    private Instant now = Instant.parse("2026-08-23T10:00:00Z");

    @BeforeEach
    void place() {
        path = directory.resolve("traits.yaml");
    }

    private TraitFile file() {
        return new TraitFile(path.toString(), () -> now);
    }

    private void write(String text, int second) throws Exception {
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.from(now.plusSeconds(second)));
    }

    @Test
    void aChangeIsSeenOnTheNextUse() throws Exception {
        write(GOOD.formatted("A"), -60);
        var file = file();
        var first = file.current();
        assertEquals(List.of("A"), first.traits().names());
        assertSame(first, file.current());
        write(GOOD.formatted("B"), -50);
        assertEquals(List.of("B"), file.current().traits().names());
    }

    @Test
    void aBadFileLeavesInForceWhatWasAndSaysWhy() throws Exception {
        write(GOOD.formatted("A"), -60);
        var file = file();
        file.current();
        write("A: { actions: [ { action: attach_port, filter: port.is_prt } ] }\n", -50);
        now = now.plusSeconds(100);
        var bad = file.current();
        assertEquals(List.of("A"), bad.traits().names());
        assertEquals(Optional.of(Instant.parse("2026-08-23T10:00:00Z")), bad.read());
        assertEquals(path + ":1:48: there is no variable port.is_prt (did you mean port.is_port?)",
                bad.mistakes().getFirst().toString());
        Files.delete(path);
        assertEquals(path + ":1:1: there is no such file", file.current().mistakes().getFirst().toString());
        assertEquals(List.of("A"), file.current().traits().names());
        write(GOOD.formatted("C"), -40);
        assertEquals(List.of("C"), file.current().traits().names());
        assertEquals(List.of(), file.current().mistakes());
    }

    /// Two changes within what the time of a file can tell.
    @Test
    void aChangeThatTheTimeDoesNotTellIsSeenToo() throws Exception {
        write(GOOD.formatted("A"), 0);
        var file = file();
        assertEquals(List.of("A"), file.current().traits().names());
        write(GOOD.formatted("B"), 0);
        assertEquals(List.of("B"), file.current().traits().names());
    }

    @Test
    void withoutAFileThereAreNoTraits() {
        assertEquals(List.of(), new TraitFile("", () -> now).current().traits().names());
    }
}
