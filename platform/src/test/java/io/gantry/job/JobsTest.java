package io.gantry.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.base.Problem;
import io.gantry.job.Job.StepState.Stage;
import io.gantry.job.store.JobStore;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JobsTest {
    private ApplicationContext context;
    private ScriptedSaga saga;
    private Jobs jobs;

    @BeforeAll
    void start(@TempDir Path data) {
        context = TestHost.start(data, Map.of("gantry.test.scripted", true, "gantry.jobs.attempts", 3));
        saga = context.getBean(ScriptedSaga.class);
        jobs = context.getBean(Jobs.class);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @BeforeEach
    void forget() {
        saga.script.clear();
        saga.calls.clear();
    }

    private Job run(String subject) throws InterruptedException {
        return TestHost.await(jobs, jobs.submit("scripted", subject, Map.of("x", 1)));
    }

    private List<String> calls() {
        return List.copyOf(saga.calls);
    }

    /// Fails that many times, then works.
    private static Step.Action failing(int times, RuntimeException failure) {
        var left = new AtomicInteger(times);
        return run -> {
            if (left.getAndDecrement() > 0) {
                throw failure;
            }
        };
    }

    private static RuntimeException failure(DriverException.Kind kind) {
        return new DriverException(kind, "the disk is gone");
    }

    @Test
    void runsTheStepsInOrderAndEndsOnce() throws Exception {
        var job = run("order");
        assertEquals(Job.State.DONE, job.state());
        assertEquals(List.of("one", "two", "three", "four", "ended DONE"), calls());
        assertTrue(job.steps().stream().allMatch(step -> step.stage() == Stage.DONE && step.attempts() == 1));
        var events = jobs.events(job.id(), 0, Duration.ZERO);
        assertEquals("step-started", events.getFirst().type());
        assertEquals("ended", events.getLast().type());
        assertEquals(IntStream.rangeClosed(1, events.size()).mapToObj(n -> (long) n).toList(),
                events.stream().map(JobEvent::number).toList());
    }

    @Test
    void undoesWhatHadBegunInReverseOrderWhenAStepFails() throws Exception {
        saga.script.put("two", failing(1, failure(DriverException.Kind.FAILED)));
        var job = run("undo");
        assertEquals(Job.State.FAILED, job.state());
        assertEquals(Optional.of("two: the disk is gone"), job.reason());
        assertEquals(List.of("one", "two", "undo two", "undo one", "ended FAILED"), calls());
        assertEquals(List.of(Stage.UNDONE, Stage.UNDONE, Stage.PENDING, Stage.PENDING),
                job.steps().stream().map(Job.StepState::stage).toList());
    }

    @Test
    void triesAgainWhatMayPassAndGivesUpAfterABoundedNumberOfAttempts() throws Exception {
        saga.script.put("two", failing(2, failure(DriverException.Kind.BUSY)));
        var passed = run("passing");
        assertEquals(Job.State.DONE, passed.state());
        assertEquals(3, passed.steps().get(1).attempts());
        assertEquals(Optional.empty(), passed.reason());
        saga.script.put("two", failing(3, new Problem(Problem.Kind.UNAVAILABLE, "not now")));
        var failed = run("passing");
        assertEquals(Job.State.FAILED, failed.state());
        assertEquals(3, failed.steps().get(1).attempts());
    }

    @Test
    void onlyGoesForwardPastThePointOfNoReturn() throws Exception {
        saga.script.put("three", failing(5, failure(DriverException.Kind.FAILED)));
        var job = run("forward");
        assertEquals(Job.State.DONE, job.state());
        assertEquals(6, job.steps().get(2).attempts());
        assertFalse(calls().stream().anyMatch(call -> call.startsWith("undo")));
    }

    @Test
    void rollsBackFromAPointOfNoReturnThatFoundNothingFinal() throws Exception {
        saga.script.put("three", failing(1, new NotFinal("the target said no")));
        var job = run("not final");
        assertEquals(Job.State.FAILED, job.state());
        assertEquals(Optional.of("three: the target said no"), job.reason());
        assertEquals(List.of("one", "two", "three", "undo three", "undo two", "undo one", "ended FAILED"), calls());
    }

    @Test
    void undoesAgainUntilItSucceeds() throws Exception {
        saga.script.put("two", failing(1, failure(DriverException.Kind.FAILED)));
        saga.script.put("undo one", failing(5, failure(DriverException.Kind.FAILED)));
        saga.script.put("ended", failing(2, failure(DriverException.Kind.FAILED)));
        var job = run("undo again");
        assertEquals(Job.State.FAILED, job.state());
        assertEquals(6, calls().stream().filter("undo one"::equals).count());
        assertEquals(1, calls().stream().filter("undo two"::equals).count());
        assertEquals(3, calls().stream().filter("ended FAILED"::equals).count());
    }

    @Test
    void cancelInterruptsTheStepThatRunsAndUndoes() throws Exception {
        for (var step : List.of("one", "two")) {
            forget();
            var begun = new CountDownLatch(1);
            saga.script.put(step, run -> {
                begun.countDown();
                new CountDownLatch(1).await();
            });
            var job = jobs.submit("scripted", "cancel", Map.of());
            begun.await();
            jobs.cancel(job.id());
            assertEquals(Job.State.CANCELLED, TestHost.await(jobs, job).state());
            assertEquals("undo " + step, calls().get(step.equals("one") ? 1 : 2));
            assertEquals("ended CANCELLED", calls().getLast());
            assertEquals(Problem.Kind.CONFLICT,
                    assertThrows(Problem.class, () -> jobs.cancel(job.id())).kind());
        }
    }

    @Test
    void cancelIsRefusedPastThePointOfNoReturn() throws Exception {
        for (var step : List.of("three", "four")) {
            saga.script.clear();
            var begun = new CountDownLatch(1);
            var go = new CountDownLatch(1);
            saga.script.put(step, run -> {
                begun.countDown();
                go.await();
            });
            var job = jobs.submit("scripted", "too late", Map.of());
            begun.await();
            var refusal = assertThrows(Problem.class, () -> jobs.cancel(job.id()));
            assertEquals(Problem.Kind.CONFLICT, refusal.kind());
            assertTrue(refusal.detail().contains("point of no return"), refusal.detail());
            go.countDown();
            assertEquals(Job.State.DONE, TestHost.await(jobs, job).state());
        }
    }

    @Test
    void cancelEndsAPause() throws Exception {
        saga.script.put("two", run -> {
            throw failure(DriverException.Kind.BUSY);
        });
        var job = jobs.submit("scripted", "pause", Map.of());
        long after = 0;
        while (jobs.find(job.id()).orElseThrow().reason().isEmpty()) {
            var events = jobs.events(job.id(), after, Duration.ofSeconds(5));
            after = events.isEmpty() ? after : events.getLast().number();
        }
        jobs.cancel(job.id());
        assertTrue(TestHost.await(jobs, job).state().ended());
    }

    @Test
    void oneSubjectHasOneUnfinishedJobOfAKind() throws Exception {
        var go = new CountDownLatch(1);
        saga.script.put("one", run -> go.await());
        Callable<Boolean> submit = () -> {
            try {
                jobs.submit("scripted", "single", Map.of());
                return true;
            } catch (Problem refusal) {
                assertEquals(Problem.Kind.CONFLICT, refusal.kind());
                return false;
            }
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = threads.invokeAll(IntStream.range(0, 8).mapToObj(n -> submit).toList());
            int accepted = 0;
            for (var result : results) {
                accepted += result.get() ? 1 : 0;
            }
            assertEquals(1, accepted);
        }
        var first = jobs.list(Optional.empty(), Optional.empty(), Optional.empty(), 1).getFirst();
        go.countDown();
        assertEquals(Job.State.DONE, TestHost.await(jobs, first).state());
        assertEquals(Job.State.DONE, run("single").state());
    }

    @Test
    void isPartOfTheCallersTransaction() throws Exception {
        var store = context.getBean(JobStore.class);
        assertThrows(IllegalStateException.class, () -> store.inTransaction(() -> {
            jobs.submit("scripted", "transaction", Map.of());
            throw new IllegalStateException("the caller changed its mind");
        }));
        assertEquals(Job.State.DONE, run("transaction").state());
        assertEquals(1, calls().stream().filter("one"::equals).count());
    }

    @Test
    void tellsNothingOfAnUnforeseenFailureButAnId() throws Exception {
        saga.script.put("one", failing(1, new IllegalStateException("the password is swordfish")));
        var job = run("unforeseen");
        assertEquals(Job.State.FAILED, job.state());
        assertTrue(job.reason().orElseThrow().startsWith("one: failed unexpectedly"), job.reason()::get);
        assertFalse(jobs.events(job.id(), 0, Duration.ZERO).toString().contains("swordfish"));
    }

    @Test
    void keepsValuesAndEventsAndTheFarthestProgress() throws Exception {
        var go = new CountDownLatch(1);
        saga.script.put("one", run -> {
            run.keep("answer", 42);
            run.event("round", Map.of("bytes", 7));
            run.report("write", 50, 100);
            run.report("write", 30, 100);
            go.await();
            run.report("write", 100, 100);
        });
        saga.script.put("two", run -> assertEquals(Optional.of(42), run.kept("answer", Integer.class)));
        var job = jobs.submit("scripted", "values", Map.of());
        Optional<Job.Progress> progress;
        do {
            progress = jobs.find(job.id()).orElseThrow().progress();
            Thread.onSpinWait();
        } while (progress.isEmpty());
        assertEquals(new Job.Progress("write", 50, 100), progress.get());
        go.countDown();
        var ended = TestHost.await(jobs, job);
        assertEquals(Map.of("answer", 42), ended.kept());
        var round = jobs.events(job.id(), 0, Duration.ZERO).stream().filter(e -> e.type().equals("round")).findAny();
        assertEquals(Map.of("bytes", 7), round.orElseThrow().data());
    }

    @Test
    void pagesNewestFirstAndRemovesOldJobs() throws Exception {
        for (int n = 0; n < 5; n++) {
            run("page " + n);
        }
        var kind = Optional.of("scripted");
        var first = jobs.list(kind, Optional.of(Job.State.DONE), Optional.empty(), 2);
        var second = jobs.list(kind, Optional.of(Job.State.DONE), Optional.of(first.getLast().id()), 2);
        assertEquals(List.of("page 4", "page 3"), first.stream().map(Job::subject).toList());
        assertEquals(List.of("page 2", "page 1"), second.stream().map(Job::subject).toList());
        assertEquals(4, second.getFirst().steps().size());
        assertTrue(jobs.list(Optional.of("other"), Optional.empty(), Optional.empty(), 10).isEmpty());
        assertTrue(context.getBean(JobStore.class).removeEnded(Duration.ofDays(-1)) >= 5);
        assertTrue(jobs.find(first.getFirst().id()).isEmpty());
    }

    @Test
    void startsEveryJobOnceWhenNobodyDies() throws Exception {
        long begun = System.nanoTime();
        var all = IntStream.range(0, 300).mapToObj(n -> jobs.submit("scripted", "many " + n, Map.of())).toList();
        for (var job : all) {
            var ended = TestHost.await(jobs, job);
            assertEquals(1, ended.epoch());
            assertTrue(ended.steps().stream().allMatch(step -> step.attempts() == 1));
        }
        System.out.printf("%d empty jobs of 4 steps in %d ms%n", all.size(), (System.nanoTime() - begun) / 1_000_000);
        assertEquals(all.size(), calls().stream().filter("one"::equals).count());
        assertEquals(all.size(), calls().stream().filter("ended DONE"::equals).count());
    }
}
