package io.gantry.deploy.direct;

import static java.nio.file.StandardOpenOption.READ;

import io.gantry.api.deploy.Deployment;
import io.gantry.deploy.AgentWork;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The bytes of an image where it lies. Goes on where it was when a connection breaks, provided that the server still has the same bytes.
final class ImageStream extends InputStream {
    private static final int MOST_TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI source;
    private final Optional<String> authorization;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private @Nullable InputStream in;
    private Optional<String> mark = Optional.empty();
    private long at;
    private long length;
    private int tries;

    ImageStream(Deployment deployment) {
        source = deployment.image().source();
        length = deployment.image().bytes();
        authorization = AgentWork.secret(deployment, "image_request_authorization_secret");
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int most) throws IOException {
        while (true) {
            try {
                var read = (in == null ? open() : in).read(buffer, offset, most);
                if (read < 0 && at < length) {
                    throw new IOException("it ended at byte %d of %d".formatted(at, length));
                }
                at += Math.max(read, 0);
                tries = 0;
                return read;
            } catch (IOException broken) {
                again(broken);
            }
        }
    }

    private void again(IOException broken) throws IOException {
        drop();
        tries++;
        if (tries >= MOST_TRIES || broken instanceof Gone || "file".equalsIgnoreCase(source.getScheme())
                || Thread.currentThread().isInterrupted()) {
            throw broken;
        }
        try {
            Thread.sleep(FIRST_PAUSE.multipliedBy(1L << tries));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw broken;
        }
    }

    private InputStream open() throws IOException {
        if ("file".equalsIgnoreCase(source.getScheme())) {
            // A channel, for a thread that is interrupted while it reads one notices.
            var opened = Channels.newInputStream(FileChannel.open(Path.of(source), READ));
            in = opened;
            return opened;
        }
        var request = HttpRequest.newBuilder(source).timeout(PATIENCE);
        authorization.ifPresent(value -> request.header("Authorization", value));
        if (at > 0) {
            request.header("Range", "bytes=" + at + "-");
            mark.ifPresent(tag -> request.header("If-Range", tag));
        }
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            check(answer);
            in = answer.body();
            return answer.body();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private void check(HttpResponse<InputStream> answer) throws IOException {
        var status = answer.statusCode();
        var headers = answer.headers();
        if (at == 0 && status == 200) {
            length = headers.firstValueAsLong("Content-Length").orElse(length);
            mark = headers.firstValue("ETag")
                    .filter(tag -> !tag.startsWith("W/"))
                    .or(() -> headers.firstValue("Last-Modified"));
            return;
        }
        if (at > 0 && status == 206 && headers.firstValue("Content-Range").orElse("").startsWith("bytes " + at + "-")) {
            return;
        }
        answer.body().close();
        if (status == 200) {
            throw new Gone("%s cannot be continued at byte %d: it changed, or its server knows no ranges"
                    .formatted(source, at));
        }
        var message = "%s was answered with status %d".formatted(source, status);
        throw status >= 500 ? new IOException(message) : new Gone(message);
    }

    private void drop() throws IOException {
        var open = in;
        in = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() throws IOException {
        drop();
        client.shutdownNow();
    }

    /// Asking again would not help.
    private static final class Gone extends IOException {
        private static final long serialVersionUID = 1;

        Gone(String message) {
            super(message);
        }
    }
}
