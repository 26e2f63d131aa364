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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminPasswordTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void isMadeOnceForItsOwnerAloneAndReadAgain() throws Exception {
        var file = new AdminPassword(new DataDirectory(directory));
        assertEquals(Optional.empty(), file.read());
        var made = file.readOrMake();
        assertEquals(32, made.length());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.file())));
        assertEquals(made, file.readOrMake());
        assertEquals(Optional.of(made), new AdminPassword(new DataDirectory(directory)).read());
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void isAnotherOneInEachHost(@TempDir Path other) {
        assertNotEquals(new AdminPassword(new DataDirectory(directory)).readOrMake(),
                new AdminPassword(new DataDirectory(other)).readOrMake());
    }

    @Test
    void isRefusedWhenOthersCanReadIt() throws Exception {
        var file = new AdminPassword(new DataDirectory(directory));
        var password = file.readOrMake();
        Files.setPosixFilePermissions(file.file(), PosixFilePermissions.fromString("rw-r-----"));
        var problem = assertThrows(Problem.class, file::readOrMake);
        assertTrue(problem.detail().contains(file.file().toString()), problem.detail());
        assertFalse(problem.detail().contains(password));
    }
}
