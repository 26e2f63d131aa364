package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.Driver;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// What every contract stands on: drivers that are opened on one directory, so that one which is opened again finds what it left.
///
/// @param <D> the driver
public abstract class RoleContract<D extends Driver> {
    /// For files of the test; the driver's own directory lies in it.
    @TempDir
    protected Path directory = Path.of("");

    /// A driver as the operator's file would configure it. Called several times in one test, and every time with the same directory.
    protected abstract D open(DriverContext context) throws Exception;

    /// A driver on a directory that is the same for all calls within one test.
    protected final D open() throws Exception {
        return open(new TestContext(home()));
    }

    final Path home() throws IOException {
        return Files.createDirectories(directory.resolve("driver"));
    }

    /// What one test does with an open driver.
    interface Use<D> {
        void of(D driver) throws Exception;
    }

    /// Opens, uses and closes a driver.
    final void with(Use<D> use) throws Exception {
        try (var driver = open()) {
            use.of(driver);
        }
    }

    /// A call must fail, and in the one way in which drivers may.
    static void refused(DriverException.Kind kind, String what, Executable call) {
        var failure = assertThrows(DriverException.class, call, what);
        assertEquals(kind, failure.kind(), what + ": " + failure.getMessage());
        sentence(String.valueOf(failure.getMessage()), what);
    }

    /// Text that an operator reads.
    static void sentence(String text, String what) {
        assertTrue(text.strip().length() >= 8 && text.strip().contains(" "),
                what + " says nothing to an operator: '" + text + "'");
    }
}
