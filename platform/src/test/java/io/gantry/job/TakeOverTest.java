package io.gantry.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.job.store.JobQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A job passes from one host to another.
final class TakeOverTest {
    private static final Map<String, Object> SCRIPTED = Map.of("gantry.test.scripted", true);

    @Test
    void whoLostAJobCanWriteNothingMore(@TempDir Path data) throws Exception {
        var url = "jdbc:h2:mem:takeover;DB_CLOSE_DELAY=-1";
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var refused = new CompletableFuture<String>();
        try (var stale = TestHost.start(data, url, SCRIPTED)) {
            var script = stale.getBean(ScriptedSaga.class);
            script.script.put("two", run -> {
                begun.countDown();
                go.await();
                refused.complete(refusals(run));
            });
            var job = stale.getBean(Jobs.class).submit("scripted", "node", Map.of());
            begun.await();
            // As a frozen host would, it takes no further job, while the step that it has begun goes on.
            stale.getBean(JobQueue.class).pause();
            try (var next = TestHost.start(data, url, SCRIPTED)) {
                var jobs = next.getBean(Jobs.class);
                var ended = TestHost.await(jobs, job);
                assertEquals(Job.State.DONE, ended.state());
                assertEquals(2, ended.epoch());
                var events = jobs.events(job.id(), 0, Duration.ZERO);
                go.countDown();
                assertEquals("keep event report ", refused.get(20, TimeUnit.SECONDS));
                assertEquals(ended, jobs.find(job.id()).orElseThrow());
                assertEquals(events, jobs.events(job.id(), 0, Duration.ZERO));
                assertEquals(List.of("two", "three", "four", "ended DONE"),
                        List.copyOf(next.getBean(ScriptedSaga.class).calls));
            }
            assertEquals(List.of("one", "two"), List.copyOf(script.calls));
        }
    }

    private static String refusals(Run run) throws InterruptedException {
        var refusals = new StringBuilder();
        try {
            run.keep("stale", true);
        } catch (Run.Fenced e) {
            refusals.append("keep ");
        }
        try {
            run.event("stale", Map.of());
        } catch (Run.Fenced e) {
            refusals.append("event ");
        }
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            for (int done = 1; System.nanoTime() < deadline; done++) {
                run.report("stale", done, 0);
                Thread.onSpinWait();
            }
        } catch (Run.Fenced e) {
            refusals.append("report ");
        }
        return refusals.toString();
    }

    @Test
    void aStopLeavesTheJobToBeResumed(@TempDir Path data) throws Exception {
        Job job;
        try (var host = TestHost.start(data, SCRIPTED)) {
            var begun = new CountDownLatch(1);
            host.getBean(ScriptedSaga.class).script.put("two", run -> {
                begun.countDown();
                new CountDownLatch(1).await();
            });
            job = host.getBean(Jobs.class).submit("scripted", "node", Map.of());
            begun.await();
        }
        try (var host = TestHost.start(data, SCRIPTED)) {
            var ended = TestHost.await(host.getBean(Jobs.class), job);
            assertEquals(Job.State.DONE, ended.state());
            assertEquals(List.of(1, 2, 1, 1), ended.steps().stream().map(Job.StepState::attempts).toList());
            assertEquals(List.of("two", "three", "four", "ended DONE"),
                    List.copyOf(host.getBean(ScriptedSaga.class).calls));
            assertTrue(ended.reason().isEmpty());
        }
    }
}
