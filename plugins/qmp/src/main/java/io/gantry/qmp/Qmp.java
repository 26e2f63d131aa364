package io.gantry.qmp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One conversation with a QEMU. May be used by several threads; a monitor takes one conversation at a time, so a second one gets no greeting until the first has ended.
public final class Qmp implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final QmpEvent LAST = new QmpEvent("", MissingNode.getInstance(), Instant.MAX);

    private final SocketChannel channel;
    private final BufferedReader in;
    private final Duration patience;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentMap<Long, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final BlockingQueue<QmpEvent> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<JsonNode> greeting = new CompletableFuture<>();
    private volatile @Nullable IOException end;

    private Qmp(SocketChannel channel, Duration patience) {
        this.channel = channel;
        this.in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        this.patience = patience;
    }

    /// @param socket of the monitor
    /// @param patience with each answer, and with the greeting
    /// @param threads for the one thread that listens until the conversation is closed
    /// @throws ConnectException if no QEMU listens there
    /// @throws SocketTimeoutException if one does, but does not greet
    public static Qmp connect(Path socket, Duration patience, ThreadFactory threads)
            throws IOException, InterruptedException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            channel.close();
            throw (IOException) new ConnectException("no QEMU listens at " + socket).initCause(e);
        }
        var qmp = new Qmp(channel, patience);
        try {
            threads.newThread(qmp::listen).start();
            var capabilities = qmp.await(qmp.greeting, "greeting").path("QMP").path("capabilities");
            var outOfBand = capabilities.valueStream().anyMatch(one -> one.asText().equals("oob"));
            qmp.execute("qmp_capabilities", outOfBand ? Map.of("enable", new String[]{"oob"}) : Map.of());
            return qmp;
        } catch (IOException | InterruptedException | RuntimeException e) {
            qmp.close();
            throw e;
        }
    }

    /// @return what QEMU answers
    /// @throws QmpError if it refuses
    /// @throws SocketTimeoutException if it does not answer
    public JsonNode execute(String command, Map<String, ?> arguments) throws IOException, InterruptedException {
        return send("execute", command, arguments);
    }

    /// As [#execute] without arguments.
    public JsonNode execute(String command) throws IOException, InterruptedException {
        return execute(command, Map.of());
    }

    /// As [#execute], past all commands that QEMU has not answered yet. QEMU takes few commands in this way.
    public JsonNode executeOutOfBand(String command, Map<String, ?> arguments)
            throws IOException, InterruptedException {
        return send("exec-oob", command, arguments);
    }

    /// The next event, the oldest first; empty if there is none within that time.
    ///
    /// @throws IOException if the conversation has ended and every event was taken
    public Optional<QmpEvent> event(Duration within) throws IOException, InterruptedException {
        var event = events.poll(within.toNanos(), TimeUnit.NANOSECONDS);
        if (event != null && event.equals(LAST)) {
            events.add(LAST);
            var reason = end;
            throw new IOException(reason == null ? "the conversation has ended" : reason.getMessage(), reason);
        }
        return Optional.ofNullable(event);
    }

    private JsonNode send(String how, String command, Map<String, ?> arguments)
            throws IOException, InterruptedException {
        var number = numbers.incrementAndGet();
        var message = new LinkedHashMap<String, Object>();
        message.put(how, command);
        message.put("id", number);
        if (!arguments.isEmpty()) {
            message.put("arguments", arguments);
        }
        var answer = new CompletableFuture<JsonNode>();
        open.put(number, answer);
        try {
            write(JSON.writeValueAsBytes(message));
            return await(answer, "answer to " + command);
        } finally {
            open.remove(number);
        }
    }

    private synchronized void write(byte[] message) throws IOException {
        var reason = end;
        if (reason != null) {
            throw new IOException(reason.getMessage(), reason);
        }
        for (var bytes = ByteBuffer.wrap(message); bytes.hasRemaining();) {
            channel.write(bytes);
        }
    }

    private JsonNode await(CompletableFuture<JsonNode> answer, String what) throws IOException, InterruptedException {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw (IOException) new SocketTimeoutException(
                    "QEMU gives no " + what + " within " + patience.toMillis() + " ms").initCause(e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case QmpError refusal -> throw new QmpError(refusal.kind(), String.valueOf(refusal.getMessage()));
                case null, default -> throw new IOException(String.valueOf(e.getCause()), e);
            }
        }
    }

    private void listen() {
        try {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                take(JSON.readTree(line));
            }
            ended(new EOFException("QEMU has ended the conversation"));
        } catch (IOException e) {
            ended(e);
        }
    }

    private void take(JsonNode message) {
        if (message.has("QMP")) {
            greeting.complete(message);
        } else if (message.has("event")) {
            events.add(QmpEvent.of(message));
        } else {
            var answer = open.get(message.path("id").asLong());
            if (answer != null && message.has("error")) {
                var error = message.path("error");
                answer.completeExceptionally(new QmpError(error.path("class").asText(), error.path("desc").asText()));
            } else if (answer != null) {
                answer.complete(message.path("return"));
            }
        }
    }

    private void ended(IOException reason) {
        end = reason;
        events.add(LAST);
        greeting.completeExceptionally(reason);
        open.values().forEach(answer -> answer.completeExceptionally(reason));
    }

    /// Ends the conversation; QEMU runs on.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It has ended either way.
        }
    }
}
