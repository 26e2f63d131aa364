package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.Driver;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverId;
import io.gantry.api.Option;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds for every driver. A vendor extends the contract of its kind, names the class and builds it.
///
/// @param <D> the driver
public abstract class DriverContract<D extends Driver> {
    @TempDir
    Path directory = Path.of("");

    /// The class under test.
    protected abstract Class<D> driver();

    /// A driver as the operator's file would configure it. Called several times in one test.
    protected abstract D open(DriverContext context) throws Exception;

    /// A driver on a directory that is the same for all calls within one test.
    protected final D open() throws Exception {
        return open(new TestContext(directory));
    }

    @Test
    void hasAnIdOfLowerCaseWordsAndDashes() {
        var id = driver().getAnnotation(DriverId.class);
        assertNotNull(id, "@DriverId is missing");
        assertTrue(id.value().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") && id.value().length() <= 64, id.value());
        assertTrue(id.description().endsWith("."), "the description is one sentence: " + id.description());
    }

    @Test
    void hasOnePublicConstructorTheHostCanCall() {
        var constructors = driver().getConstructors();
        assertEquals(1, constructors.length);
        assertTrue(Stream.of(constructors[0].getParameterTypes())
                .allMatch(type -> type == DriverContext.class || type.isRecord()));
    }

    @Test
    void documentsEveryOption() {
        var records = Stream.of(driver().getConstructors()[0].getParameterTypes()).filter(Class::isRecord);
        assertAll(records.flatMap(type -> Stream.of(type.getRecordComponents()))
                .map(component -> () -> assertNotNull(component.getAnnotation(Option.class), component.getName())));
    }

    @Test
    void isFinalSoThatNothingElseHidesInIt() {
        assertTrue(Modifier.isFinal(driver().getModifiers()));
    }

    @Test
    void opensAndClosesAgainAndAgain() throws Exception {
        for (var i = 0; i < 3; i++) {
            open().close();
        }
    }
}
