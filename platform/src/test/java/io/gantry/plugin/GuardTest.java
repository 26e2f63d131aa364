package io.gantry.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.DeployInterface;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Fit;
import io.gantry.api.Progress;
import io.gantry.api.TransferStrategy;
import io.gantry.api.Workbench;
import io.gantry.api.deploy.Deployment;
import io.gantry.api.deploy.Image;
import io.gantry.api.transfer.Endpoint;
import io.gantry.api.transfer.TransferPlan;
import io.gantry.api.transfer.TransferState;
import io.gantry.api.transfer.Tuning;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("it measures")
class GuardTest {
    private static final Deployment DEPLOYMENT = new Deployment("n", Set.of(), Map.of(),
            new Image("i", URI.create("file:/i"), 1, "0", Map.of()), Optional.empty());
    private static final Endpoint END = new Endpoint("h", URI.create("lab:x"), "127.0.0.1", Map.of());
    private static final TransferPlan PLAN = new TransferPlan("g", 1, END, END, 1, 0);

    @TempDir
    static Path directory = Path.of("");
    private static TestWall wall;

    @BeforeAll
    static void open() throws Exception {
        WildPlugin.in(TestWall.shipped(directory));
        wall = TestWall.open(directory, List.of("wild"), TestWall.driver("fine", "wild-call", "{}"),
                TestWall.driver("deploy", "wild-deploy", "{}"), TestWall.driver("transfer", "wild-transfer", "{}"));
    }

    @AfterAll
    static void close() {
        wall.close();
    }

    private static AcceleratorDriver attempt(String mode) throws InterruptedException {
        return attempt(mode, 8);
    }

    private static AcceleratorDriver attempt(String mode, int concurrency) throws InterruptedException {
        if (wall.instances().list().stream().anyMatch(one -> one.name().equals(mode))) {
            wall.instances().delete(mode);
        }
        wall.instances()
                .attempt(
                        TestWall.driver(mode, "wild-call", "{ mode: '" + mode + "' }", TestWall.DEADLINE, concurrency));
        return wall.instances().get(AcceleratorDriver.class, mode).call();
    }

    @ParameterizedTest
    @CsvSource({"runtime, java.lang.IllegalStateException at", "error, java.lang.StackOverflowError at",
            "own, t.Behaviour$Own at",
            "sneaky, java.io.IOException at", "null, returned null", "null-item, returned a list that holds null"})
    void turnsWhateverADriverDoesIntoItsBug(String mode, String part) throws Exception {
        var failure = assertThrows(DriverException.class, attempt(mode)::discover);
        assertEquals(Kind.FAILED, failure.kind());
        assertContains(failure, part);
        assertContains(failure, "discover of driver instance '" + mode + "' (wild-call)");
        assertContains(failure, "bug of plugin 'wild'");
        assertFalse(String.valueOf(failure.getMessage()).contains("hunter2"));
        assertNull(failure.getCause());
        assertEquals(1, wall.status(mode).errors());
        assertEquals(List.of(), wall.instances().get(AcceleratorDriver.class, "fine").call().discover());
    }

    @Test
    void passesOnWhatADriverReportsButNoneOfItsClasses() throws Exception {
        var failure = assertThrows(DriverException.class, attempt("invalid")::discover);
        assertEquals(Kind.INVALID, failure.kind());
        assertEquals("no such thing", failure.getMessage());
        assertNull(failure.getCause());
    }

    @Test
    void stopsACallAtItsDeadline() throws Exception {
        var began = System.nanoTime();
        var failure = assertThrows(DriverException.class, attempt("hang")::discover);
        assertEquals(Kind.UNREACHABLE, failure.kind());
        assertEquals("discover of driver instance 'hang' (wild-call) has not answered within 400 ms",
                failure.getMessage());
        assertTrue(System.nanoTime() - began >= TestWall.DEADLINE.toNanos());
        assertEquals(0, wall.status("hang").inFlight());
    }

    @Test
    void leavesACallBehindThatIgnoresItsInterrupt() throws Exception {
        var began = System.nanoTime();
        var failure = assertThrows(DriverException.class, attempt("deaf")::discover);
        assertEquals(Kind.UNREACHABLE, failure.kind());
        assertContains(failure, "ignores that it was interrupted");
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(2).toNanos(), "the caller waited for the driver");
        assertEquals(1, wall.status("deaf").inFlight());
    }

    @Test
    void goesOnWithTheOperationOnlyOnce() throws Exception {
        var driver = attempt("deaf");
        var after = new AtomicInteger();
        assertThrows(DriverException.class, () -> Operation.call(() -> {
            driver.discover();
            return after.incrementAndGet();
        }));
        var until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (wall.status("deaf").inFlight() > 0 && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertEquals(0, wall.status("deaf").inFlight());
        assertEquals(0, after.get(), "the thread that was left behind went on");
    }

    @Test
    void letsNoMoreCallsInThanAllowed() throws Exception {
        var driver = attempt("slow", 1);
        var first = CompletableFuture.supplyAsync(() -> outcome(driver));
        var until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (wall.status("slow").inFlight() == 0 && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        var failure = assertThrows(DriverException.class, driver::discover);
        assertEquals(Kind.BUSY, failure.kind());
        assertContains(failure, "has 1 calls under way, its limit");
        assertEquals("done", first.get(5, TimeUnit.SECONDS));
        assertEquals("done", outcome(driver));
    }

    private static String outcome(AcceleratorDriver driver) {
        try {
            driver.discover();
            return "done";
        } catch (DriverException | InterruptedException e) {
            return e.toString();
        }
    }

    @Test
    void leavesADriverAloneThatFailsAgainAndAgain() throws Exception {
        var driver = attempt("failed");
        for (var i = 0; i < 5; i++) {
            assertEquals(Kind.FAILED, assertThrows(DriverException.class, driver::discover).kind());
        }
        var refused = assertThrows(DriverException.class, driver::discover);
        assertEquals(Kind.UNREACHABLE, refused.kind());
        assertContains(refused, "failed 5 of its last 5 calls");
        assertEquals("open", wall.status("failed").breaker());
    }

    @Test
    void doesNotHoldBadInputAgainstADriver() throws Exception {
        var driver = attempt("invalid");
        for (var i = 0; i < 30; i++) {
            assertEquals(Kind.INVALID, assertThrows(DriverException.class, driver::discover).kind());
        }
        assertEquals("closed", wall.status("invalid").breaker());
    }

    @Test
    void interruptsTheDriverWhenItsCallerIsInterrupted() throws Exception {
        var driver = attempt("slow");
        var result = new CompletableFuture<String>();
        var caller = Thread.ofVirtual().start(() -> result.complete(outcome(driver)));
        caller.interrupt();
        assertEquals("java.lang.InterruptedException", result.get(5, TimeUnit.SECONDS));
    }

    @Test
    void beginsTheDeadlineAnewWithEachReport() throws Exception {
        var reports = new AtomicInteger();
        deploy().deploy(DEPLOYMENT, BENCH, (step, done, total) -> reports.incrementAndGet());
        assertEquals(10, reports.get());
        var failure = assertThrows(DriverException.class,
                () -> deploy().tearDown(DEPLOYMENT, BENCH, (step, done, total) -> {}));
        assertEquals(Kind.UNREACHABLE, failure.kind());
    }

    @Test
    void returnsWhatTheHostItselfThrewIntoTheDriver() {
        var fenced = new IllegalStateException("fenced");
        assertSame(fenced,
                assertThrows(IllegalStateException.class,
                        () -> deploy().deploy(DEPLOYMENT, BENCH, (step, done, total) -> {
                            throw fenced;
                        })));
    }

    @Test
    void callsWithTheContextClassLoaderOfThePlugin() {
        assertEquals(new Fit.Yes("own"), deploy().fit(DEPLOYMENT));
    }

    private static DeployInterface deploy() {
        return wall.instances().get(DeployInterface.class, "deploy").call();
    }

    @Test
    void guardsWhatADriverLends() throws Exception {
        var strategy = wall.instances().get(TransferStrategy.class, "transfer").call();
        var transfer = strategy.open(PLAN);
        assertEquals(1, wall.status("transfer").inFlight());
        assertTrue(transfer.await((_, _, _) -> {}) instanceof TransferState.Arrived);
        assertEquals(Kind.FAILED,
                assertThrows(DriverException.class, () -> transfer.apply(new Tuning.SwitchOver())).kind());
        transfer.close();
        transfer.close();
        assertEquals(Kind.UNREACHABLE,
                assertThrows(DriverException.class, () -> transfer.await((_, _, _) -> {})).kind());
        assertEquals(0, wall.status("transfer").inFlight());
    }

    @Test
    void takesBackWhatADriverLentBeforeItCloses() throws Exception {
        wall.instances().attempt(TestWall.driver("lent", "wild-transfer", "{}"));
        var transfer = wall.instances().get(TransferStrategy.class, "lent").call().open(PLAN);
        wall.instances().disable("lent");
        assertEquals(Kind.UNREACHABLE,
                assertThrows(DriverException.class, () -> transfer.await((_, _, _) -> {})).kind());
        assertEquals(List.of(), wall.status("lent").leaked());
    }

    @Test
    void letsOnlyTheHostCloseADriver() {
        var driver = wall.instances().get(AcceleratorDriver.class, "fine").call();
        assertEquals(Kind.UNSUPPORTED, assertThrows(DriverException.class, driver::close).kind());
    }

    @Test
    void timesEveryCall() throws Exception {
        wall.instances().attempt(TestWall.driver("timed", "wild-call", "{}"));
        wall.instances().get(AcceleratorDriver.class, "timed").call().discover();
        assertEquals(1,
                wall.meters()
                        .get(Terms.METER)
                        .tags("instance", "timed", "method", "discover", "outcome", "ok")
                        .timer()
                        .count());
        wall.instances().delete("timed");
        assertNull(wall.meters().find(Terms.METER).tags("instance", "timed").timer());
    }

    private static void assertContains(DriverException failure, String part) {
        assertTrue(String.valueOf(failure.getMessage()).contains(part), failure.toString());
    }

    /// No node lies on it: the drivers of this test do not ask.
    private static final Workbench BENCH = new Workbench() {
        @Override
        public Map<String, Object> command(String name, Map<String, ?> parameters, Progress progress) {
            throw new AssertionError(name);
        }

        @Override
        public void install(URI medium, String answers, Progress progress) {
            throw new AssertionError(medium);
        }

        @Override
        public void startFrom(URI medium) {
            throw new AssertionError(medium);
        }
    };
}
