package io.gantry.cli.tour;

import io.gantry.cli.Api;
import io.gantry.cli.Bar;
import io.gantry.cli.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Walks through the chapters, and says at the end whether all was as it should be.
public final class Tour {
    /// How a step went.
    private enum Outcome {
        PASSED, FAILED, SKIPPED
    }

    private record Result(String title, Outcome outcome, Duration took) {}

    private final Api api;
    private final TourPlan plan;
    private final PrintWriter out;
    private final Bar bar;
    private final Cleanup cleanup;
    private final AtomicReference<@Nullable Thread> walker = new AtomicReference<>();
    private final List<Result> results = new ArrayList<>();

    /// @param terminal whether a person watches, who likes a bar that moves
    public Tour(Api api, TourPlan plan, PrintWriter out, boolean terminal) {
        this.api = api;
        this.plan = plan;
        this.out = out;
        this.bar = new Bar(out, terminal);
        this.cleanup = new Cleanup(api);
    }

    /// @return whether every step passed
    public boolean walk() {
        walker.set(Thread.currentThread());
        try (var scratch = new Scratch()) {
            out.println("Gantry tour of " + api.url());
            cleanup.removeLeftovers().forEach(bar::say);
            var guide = new Guide(api, plan, bar, cleanup.tag(), scratch.directory());
            var instances = new Instances();
            var chapters = new ArrayList<Chapter>(
                    List.of(new HostChapter(instances), new AcceleratorChapter(instances), new SecretChapter(instances),
                            new DeployChapter(instances), new MigrationChapter(instances)));
            if (plan.qemu()) {
                chapters.add(new QemuChapter(instances));
            }
            chapters.add(cleanup);
            var total = chapters.stream().mapToInt(chapter -> chapter.steps().size()).sum();
            chapters.forEach(chapter -> walk(chapter, guide, total));
            return summarise();
        } finally {
            walker.set(null);
        }
    }

    /// Ends a walk that is under way and removes what it made so far. Once interrupted the walker asks the host for nothing more, so nothing new
    /// appears meanwhile.
    public void abandon() {
        var thread = walker.get();
        if (thread != null) {
            thread.interrupt();
            cleanup.removeSilently();
        }
    }

    private void walk(Chapter chapter, Guide guide, int total) {
        var failed = false;
        for (var step : chapter.steps()) {
            out.printf(Locale.ROOT, "%n%d/%d %s%n", results.size() + 1, total, step.title());
            var begun = System.nanoTime();
            var outcome = failed ? skip(guide) : visit(step, guide);
            failed |= outcome != Outcome.PASSED;
            results.add(new Result(step.title(), outcome, Duration.ofNanos(System.nanoTime() - begun)));
        }
    }

    private static Outcome skip(Guide guide) {
        guide.say("not tried, because what it builds on failed");
        return Outcome.SKIPPED;
    }

    private Outcome visit(TourStep step, Guide guide) {
        var wrong = wrong(step, guide);
        bar.clear();
        wrong.ifPresent(what -> guide.say("FAILED: " + what));
        return wrong.isEmpty() ? Outcome.PASSED : Outcome.FAILED;
    }

    private static Optional<String> wrong(TourStep step, Guide guide) {
        try {
            step.visit().with(guide);
            return Optional.empty();
        } catch (Failure e) {
            return Optional.of(e.line());
        } catch (Unexpected | IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // the tour's own fault; the steps after it, which remove things, still run
            return Optional.of("internal error: " + e);
        }
    }

    private boolean summarise() {
        out.printf("%nSummary%n");
        for (var i = 0; i < results.size(); i++) {
            var result = results.get(i);
            out.printf(Locale.ROOT, "  %2d  %-7s %6.1f s  %s%n", i + 1,
                    result.outcome().name().toLowerCase(Locale.ROOT),
                    result.took().toMillis() / 1000.0, result.title());
        }
        var passed = results.stream().filter(result -> result.outcome() == Outcome.PASSED).count();
        out.printf("Tour finished: %d of %d steps passed%n", passed, results.size());
        out.flush();
        return passed == results.size();
    }

    /// A directory for the tour's files.
    private record Scratch(Path directory) implements AutoCloseable {
        Scratch() {
            this(make());
        }

        private static Path make() {
            try {
                return Files.createTempDirectory("gantry-tour");
            } catch (IOException e) {
                throw new Failure(Failure.Exit.FAILED, "no temporary directory can be made: " + e.getMessage());
            }
        }

        @Override
        public void close() {
            try (var files = Files.list(directory)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
                Files.delete(directory);
            } catch (IOException e) {
                throw new Failure(Failure.Exit.FAILED, directory + " cannot be removed: " + e.getMessage());
            }
        }
    }
}
