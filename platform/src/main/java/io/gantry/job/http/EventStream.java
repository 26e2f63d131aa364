package io.gantry.job.http;

import io.gantry.job.Job;
import io.gantry.job.JobEvent;
import io.gantry.job.Jobs;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The events of a job as a stream of server-sent events. Nothing is fetched before whoever reads has taken what came before, so a slow
/// reader costs nobody anything but himself; the server reads it on a thread that may wait.
///
/// Each event of the job is an event named by its type with its number as id, and its `data` is what the listing shows. Between them
/// `progress` tells how far the job is, and a comment each second that nothing happened. The last one is `job`, the job as it ended.
final class EventStream extends InputStream {
    private static final Duration QUIET = Duration.ofSeconds(1);

    /// @param state of the job
    /// @param step that runs now
    /// @param what is done in it
    record Standing(Job.State state, Optional<String> step, Optional<String> what, long done, long total) {
        static Standing of(Job job) {
            return new Standing(job.state(), job.step(), job.progress().map(Job.Progress::what),
                    job.progress().map(Job.Progress::done).orElse(0L),
                    job.progress().map(Job.Progress::total).orElse(0L));
        }
    }

    private final Jobs jobs;
    private final JsonMapper json;
    private final UUID job;
    private final Consumer<EventStream> closing;
    private long after;
    private Optional<Job.Progress> progress = Optional.empty();
    private @Nullable Standing standing;
    private byte[] buffer = new byte[0];
    private int position;
    private boolean ended;
    private volatile boolean closed;

    EventStream(Jobs jobs, JsonMapper json, UUID job, long after, Consumer<EventStream> closing) {
        this.jobs = jobs;
        this.json = json;
        this.job = job;
        this.after = after;
        this.closing = closing;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (position == buffer.length && !fill()) {
            return -1;
        }
        var count = Math.min(length, buffer.length - position);
        System.arraycopy(buffer, position, bytes, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return buffer.length - position;
    }

    private boolean fill() throws IOException {
        if (ended || closed) {
            close();
            return false;
        }
        buffer = next().getBytes(StandardCharsets.UTF_8);
        position = 0;
        return true;
    }

    private String next() throws IOException {
        try {
            var news = jobs.news(job, after, progress, QUIET);
            var text = new StringBuilder();
            for (var event : news.events()) {
                text.append(message(event));
                after = event.number();
            }
            progress = news.job().progress();
            var now = Standing.of(news.job());
            if (!now.equals(standing)) {
                text.append("event: progress\ndata: ").append(json.writeValueAsString(now)).append("\n\n");
                standing = now;
            }
            if (news.job().state().ended() && news.events().isEmpty()) {
                text.append("event: job\ndata: ").append(json.writeValueAsString(news.job())).append("\n\n");
                ended = true;
            }
            return text.isEmpty() ? ": nothing new\n\n" : text.toString();
        } catch (InterruptedException e) {
            throw (InterruptedIOException) new InterruptedIOException("the host stops").initCause(e);
        }
    }

    private String message(JobEvent event) throws IOException {
        return "id: " + event.number() + "\nevent: " + event.type() + "\ndata: " + json.writeValueAsString(event)
                + "\n\n";
    }

    @Override
    public void close() {
        closed = true;
        closing.accept(this);
    }
}
