package io.gantry.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.Driver;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverId;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for every driver. A vendor extends the contract of its kind, names the class and builds it.
///
/// @param <D> the driver
public abstract class DriverContract<D extends Driver> extends RoleContract<D> {
    private static final String INDEX = "META-INF/extensions.idx";

    /// The class under test.
    protected abstract Class<D> driver();

    @Test
    void hasAnIdOfLowerCaseWordsAndDashes() {
        var id = driver().getAnnotation(DriverId.class);
        assertNotNull(id, "@DriverId is missing");
        assertTrue(id.value().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") && id.value().length() <= 64, id.value());
        assertTrue(id.description().endsWith("."), "the description is one sentence: " + id.description());
    }

    @Test
    void implementsExactlyOneKind() {
        var kinds = Stream.of(Driver.class.getPermittedSubclasses())
                .filter(kind -> kind.isAssignableFrom(driver()))
                .toList();
        assertEquals(1, kinds.size(), "kinds of " + driver().getName() + ": " + kinds);
    }

    @Test
    void hasOnePublicConstructorTheHostCanCall() {
        var constructors = driver().getConstructors();
        assertEquals(1, constructors.length, "public constructors of " + driver().getName());
        var types = List.of(constructors[0].getParameterTypes());
        assertTrue(
                types.stream().allMatch(type -> type == DriverContext.class || type.isRecord())
                        && Set.copyOf(types).size() == types.size()
                        && types.stream().filter(Class::isRecord).count() <= 1,
                "a constructor takes one record of options, one DriverContext, or both: " + types);
    }

    @Test
    void documentsEveryOptionAndItsFallbacksHold() {
        var records = Stream.of(driver().getConstructors()[0].getParameterTypes()).filter(Class::isRecord);
        assertAll(records.flatMap(type -> Options.mistakes(type, true).stream()).map(mistake -> () -> {
            throw new AssertionError(mistake);
        }));
    }

    @Test
    void isAPublicFinalClassSoThatNothingElseHidesInIt() {
        assertTrue(Modifier.isFinal(driver().getModifiers()), driver().getName() + " is not final");
        assertTrue(Modifier.isPublic(driver().getModifiers()), driver().getName() + " is not public");
    }

    /// Without an index the host finds nothing. It is written by PF4J's annotation processor, which the plugin parent names; an old
    /// build leaves lines of classes that are gone.
    @Test
    void standsInTheIndexOfItsPluginAndNothingStaleDoes() throws Exception {
        var index = output().resolve(INDEX);
        assertTrue(Files.exists(index), "the build wrote no " + INDEX + "; is gantry-plugin-parent the parent?");
        var names = Files.readAllLines(index)
                .stream()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toSet());
        assertTrue(names.contains(driver().getName()), driver().getName() + " is not in " + names);
        for (var name : names) {
            Class.forName(name, false, driver().getClassLoader());
        }
    }

    /// A driver sees Java, the API, the logger and its own libraries; the host's are not there for it.
    @Test
    void leansOnNothingOfTheHost() throws Exception {
        try (var files = Files.walk(output())) {
            for (var file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                var code = Files.readString(file, ISO_8859_1);
                assertTrue(!code.contains("io/micronaut/"), file + " uses Micronaut, which the host keeps to itself");
            }
        }
    }

    private Path output() throws Exception {
        return Path.of(driver().getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void opensAndClosesAgainAndAgain() throws Exception {
        for (var i = 0; i < 3; i++) {
            open().close();
        }
    }

    /// A thread that outlives its driver keeps the whole plugin in memory.
    @Test
    void leavesNoThreadBehind() throws Exception {
        open().close(); // what the Java library starts once
        var before = Thread.getAllStackTraces().keySet();
        var context = new TestContext(home());
        open(context).close();
        context.interrupt();
        var deadline = System.nanoTime() + 2_000_000_000L;
        while (!left(before, context).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(5_000_000);
        }
        assertEquals(Set.of(), left(before, context), "threads that outlive the driver");
    }

    private static Set<Thread> left(Set<Thread> before, TestContext context) {
        var own = driverThreads(before);
        return Stream.concat(own, context.alive()).collect(Collectors.toSet());
    }

    /// Threads of the Java runtime come and go as they like.
    private static Stream<Thread> driverThreads(Set<Thread> before) {
        return Thread.getAllStackTraces()
                .keySet()
                .stream()
                .filter(thread -> !before.contains(thread) && thread.getThreadGroup() != null
                        && !"system".equals(thread.getThreadGroup().getName())
                        && !"InnocuousThreadGroup".equals(thread.getThreadGroup().getName())
                        && !thread.getName().startsWith("ForkJoinPool"));
    }

    /// A driver may keep files nowhere but in its directory.
    @Test
    void keepsItsFilesInItsOwnDirectory() throws Exception {
        var before = siblings();
        open().close();
        assertEquals(before, siblings(), "files beside the driver's directory");
    }

    private Set<String> siblings() throws IOException {
        try (var files = Files.list(home().resolveSibling("."))) {
            return files.map(Path::toString).collect(Collectors.toSet());
        }
    }
}
