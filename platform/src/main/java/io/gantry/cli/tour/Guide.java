package io.gantry.cli.tour;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.cli.Api;
import io.gantry.cli.Bar;
import io.gantry.cli.JobWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What a step works with: the host, a place for files, words for the person who watches, and the judgement of what should be.
///
/// @param tag with which the names of everything this tour makes begin
/// @param scratch for files, removed afterwards
record Guide(Api api, TourPlan plan, Bar bar, String tag, Path scratch) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    /// A name of this tour's own.
    String name(String what) {
        return tag + "-" + what;
    }

    void say(String line) {
        bar.say(line);
    }

    /// Says that something is as it should be, or fails the step.
    void expect(String what, Object expected, Object seen) {
        if (!expected.equals(seen)) {
            throw Unexpected.of(what, expected, seen);
        }
        say("ok: " + what + ": " + seen);
    }

    /// Likewise, for what is not one value.
    void expect(String what, boolean holds, String seen) {
        if (!holds) {
            throw new Unexpected(what + " should be so, but: " + seen);
        }
        say("ok: " + what + ": " + seen);
    }

    /// Follows a job to its end, which must be a good one.
    void follow(JsonNode job, Consumer<JsonNode> listener) {
        succeeded(new JobWatch(api, bar).follow(job.path("id").asText(), listener));
    }

    /// Says that a job has ended well, or fails the step.
    void succeeded(JsonNode ended) {
        if (!JobWatch.succeeded(ended)) {
            throw new Unexpected(
                    "the job ended " + ended.path("state").asText() + ": " + ended.path("reason").asText());
        }
    }

    /// Asks again and again until the answer is as wanted.
    JsonNode await(String what, Supplier<JsonNode> question, Predicate<JsonNode> wanted) {
        return await(what, PATIENCE, question, wanted);
    }

    /// As the other, for so long.
    JsonNode await(String what, Duration patience, Supplier<JsonNode> question, Predicate<JsonNode> wanted) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            var answer = question.get();
            if (wanted.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new Unexpected(
                        what + " did not happen within " + patience.toSeconds() + " s; the host answers " + answer);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
