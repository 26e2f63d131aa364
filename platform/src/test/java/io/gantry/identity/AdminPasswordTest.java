package io.gantry.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.base.DataDirectory;
import io.gantry.base.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminPasswordTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void isMadeOnceForItsOwnerAloneAndKnownAgain() throws Exception {
        var data = new DataDirectory(directory);
        var made = AdminPassword.readOrMake(data);
        var text = Files.readString(made.file()).strip();
        assertEquals(32, text.length());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made.file())));
        assertTrue(made.matches(text));
        assertTrue(AdminPassword.readOrMake(data).matches(text));
        assertFalse(made.matches(text + "x"));
        assertFalse(made.matches(""));
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void isAnotherOneInEachHost(@TempDir Path other) throws Exception {
        var first = AdminPassword.readOrMake(new DataDirectory(directory));
        var second = AdminPassword.readOrMake(new DataDirectory(other));
        assertNotEquals(Files.readString(first.file()), Files.readString(second.file()));
    }

    @Test
    void isRefusedWhenOthersCanReadIt() throws Exception {
        var file = AdminPassword.readOrMake(new DataDirectory(directory)).file();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        var problem = assertThrows(Problem.class, () -> AdminPassword.readOrMake(new DataDirectory(directory)));
        assertTrue(problem.detail().contains(file.toString()), problem.detail());
        assertFalse(problem.detail().contains(Files.readString(file).strip()));
    }
}
