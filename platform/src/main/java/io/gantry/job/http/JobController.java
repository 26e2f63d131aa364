package io.gantry.job.http;

import io.gantry.base.Problem;
import io.gantry.job.Job;
import io.gantry.job.JobEvent;
import io.gantry.job.Jobs;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

@Controller("/gantry/v1/jobs")
@ExecuteOn(TaskExecutors.BLOCKING)
class JobController {
    private static final long PAGE = 100;
    private static final int LONGEST_WAIT = 30;

    private final Jobs jobs;
    private final EventStreams streams;

    JobController(Jobs jobs, EventStreams streams) {
        this.jobs = jobs;
        this.streams = streams;
    }

    @Get
    Page list(@QueryValue Optional<String> kind, @QueryValue Optional<String> state,
            @QueryValue Optional<String> marker, @QueryValue Optional<String> limit) {
        int most = Math.toIntExact(limit.map(text -> number("limit", text, 1, 1000)).orElse(PAGE));
        var page = jobs.list(kind, state.map(JobController::state), marker.map(text -> id("marker", text)), most);
        return new Page(page, page.size() < most ? Optional.empty() : Optional.of(page.getLast().id()));
    }

    @Get("/{id}")
    Job show(String id) {
        return find(id("id", id));
    }

    /// The events so far, or all of them as they happen for who accepts `text/event-stream`.
    @Get(value = "/{id}/events", produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
    HttpResponse<?> events(String id, @QueryValue Optional<String> after, @QueryValue Optional<String> wait,
            HttpHeaders headers) throws InterruptedException {
        long number = after.map(text -> number("after", text, 0, Long.MAX_VALUE)).orElse(0L);
        if (headers.accept().contains(MediaType.TEXT_EVENT_STREAM_TYPE)) {
            var last = Optional.ofNullable(headers.get("Last-Event-ID"));
            return stream(id("id", id), last.map(text -> number("Last-Event-ID", text, 0, Long.MAX_VALUE))
                    .orElse(number));
        }
        return HttpResponse.ok(page(id, number, wait)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private HttpResponse<?> stream(UUID job, long after) {
        find(job);
        return HttpResponse.ok(new StreamedFile(streams.open(job, after), MediaType.TEXT_EVENT_STREAM_TYPE))
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no");
    }

    private Events page(String id, long number, Optional<String> wait) throws InterruptedException {
        long seconds = wait.map(text -> number("wait", text, 0, LONGEST_WAIT)).orElse(0L);
        return new Events(jobs.events(id("id", id), number, Duration.ofSeconds(seconds)));
    }

    @Post("/{id}/cancel")
    @Status(HttpStatus.ACCEPTED)
    Job cancel(String id) {
        var job = id("id", id);
        jobs.cancel(job);
        return find(job);
    }

    private Job find(UUID id) {
        return jobs.find(id).orElseThrow(() -> Problem.notFound("there is no job " + id));
    }

    private static UUID id(String what, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Problem(Problem.Kind.INVALID, what + " is not the id of a job, which is a UUID", e);
        }
    }

    private static Job.State state(String text) {
        try {
            return Job.State.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Problem(Problem.Kind.INVALID, "state is none of " + Arrays.toString(Job.State.values()), e);
        }
    }

    private static long number(String what, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new Problem(Problem.Kind.INVALID, what + " is not a whole number", e);
        }
        throw Problem.invalid("%s is %s; it has to be from %d to %d".formatted(what, text, least, most));
    }

    /// @param next to be given as `marker` for the page after this one
    record Page(List<Job> jobs, Optional<UUID> next) {}

    record Events(List<JobEvent> events) {}
}
