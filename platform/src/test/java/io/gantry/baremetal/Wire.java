package io.gantry.baremetal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A connection to a service that costs as little as can be, so that what is measured is the other end.
final class Wire implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BUFFER = 1 << 16;

    private final URI root;
    private final String headers;
    private Socket socket;
    private InputStream in;
    private byte[] body = {};

    /// @param root before `/nodes`
    Wire(URI root, Map<String, String> headers) throws IOException {
        this.root = root;
        this.headers = headers.entrySet()
                .stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue() + "\r\n")
                .collect(Collectors.joining("", "Host: " + root.getAuthority()
                        + "\r\nContent-Type: application/json\r\nAccept: application/json\r\n", ""));
        connect();
    }

    private void connect() throws IOException {
        socket = new Socket(root.getHost(), root.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    /// @param sent empty for nothing
    /// @return the status
    int ask(String method, String path, String sent) throws IOException {
        var bytes = sent.getBytes(StandardCharsets.UTF_8);
        var head = method + " " + root.getPath() + path + " HTTP/1.1\r\n" + headers + "Content-Length: " + bytes.length
                + "\r\n\r\n";
        socket.getOutputStream().write((head + sent).getBytes(StandardCharsets.UTF_8));
        var status = Integer.parseInt(line().split(" ", 3)[1]);
        var length = 0;
        var chunked = false;
        var last = false;
        for (var line = line(); !line.isEmpty(); line = line()) {
            var small = line.toLowerCase(Locale.ROOT);
            length = small.startsWith("content-length:") ? Integer.parseInt(small.substring(15).strip()) : length;
            chunked |= small.startsWith("transfer-encoding:") && small.contains("chunked");
            last |= small.startsWith("connection:") && small.contains("close");
        }
        body = chunked ? chunks() : in.readNBytes(length);
        if (last) {
            socket.close();
            connect();
        }
        return status;
    }

    private byte[] chunks() throws IOException {
        var whole = new java.io.ByteArrayOutputStream();
        for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            whole.write(in.readNBytes(size));
            line();
        }
        line();
        return whole.toByteArray();
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the other end hung up");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /// The body of the last answer.
    JsonNode json() throws IOException {
        return JSON.readTree(body);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
