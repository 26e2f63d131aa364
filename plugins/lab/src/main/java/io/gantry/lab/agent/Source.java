package io.gantry.lab.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The bytes behind an address. Goes on where it was when a connection breaks, provided that the server still has the same bytes.
final class Source extends InputStream {
    private static final int MOST_TRIES = 6;
    private static final long FIRST_PAUSE_MILLIS = 100;

    private final URI address;
    private final Map<String, String> headers;
    private @Nullable InputStream in;
    private @Nullable String mark;
    private long at;
    private long length;
    private int tries;

    private Source(URI address, Map<String, String> headers) {
        this.address = address;
        this.headers = Map.copyOf(headers);
    }

    /// @param address `http:`, `https:` or `file:`
    static Source open(URI address, Map<String, String> headers) throws IOException {
        var source = new Source(address, headers);
        source.connect();
        return source;
    }

    /// The bytes from there on, of a server that knows ranges.
    static Source from(URI address, Map<String, String> headers, long position) throws IOException {
        var source = new Source(address, headers);
        source.at = position;
        source.connect();
        return source;
    }

    /// How many bytes there are; 0 if the server does not say.
    long length() {
        return length;
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
                var read = (in == null ? connect() : in).read(buffer, offset, most);
                if (read < 0 && at < length) {
                    throw new IOException("the connection ended at byte " + at + " of " + length);
                }
                at += Math.max(read, 0);
                tries = 0;
                return read;
            } catch (IOException broken) {
                pause(broken);
            }
        }
    }

    private void pause(IOException broken) throws IOException {
        close();
        tries++;
        if (tries >= MOST_TRIES || broken instanceof Gone) {
            throw broken;
        }
        System.out.println(address + " broke at byte " + at + ": " + broken + "; continuing");
        try {
            TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS << tries);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw broken;
        }
    }

    private InputStream connect() throws IOException {
        if (String.valueOf(address.getScheme()).equals("file")) {
            var file = Path.of(address);
            length = Files.size(file);
            in = Files.newInputStream(file);
            in.skipNBytes(at);
            return in;
        }
        var wanted = new HashMap<>(headers);
        wanted.put("Accept-Encoding", "identity");
        if (at > 0) {
            wanted.put("Range", "bytes=" + at + "-");
        }
        if (at > 0 && mark != null) {
            wanted.put("If-Range", mark);
        }
        var connection = Http.open(address, wanted);
        var status = connection.getResponseCode();
        if (at == 0 && status == 200) {
            length = Math.max(0, connection.getContentLengthLong());
            var tag = connection.getHeaderField("ETag");
            mark = tag == null || tag.startsWith("W/") ? connection.getHeaderField("Last-Modified") : tag;
        } else if (status == 200) {
            throw new Gone(
                    address + " cannot be continued at byte " + at + ": it changed, or its server knows no ranges");
        } else if (status != 206
                || !String.valueOf(connection.getHeaderField("Content-Range")).startsWith("bytes " + at + "-")) {
            throw status >= 500
                    ? new IOException(address + " was answered with " + status)
                    : new Gone(address + " was answered with " + status);
        }
        in = connection.getInputStream();
        return in;
    }

    @Override
    public void close() throws IOException {
        var open = in;
        in = null;
        if (open != null) {
            open.close();
        }
    }

    /// Asking again would not help.
    private static final class Gone extends IOException {
        private static final long serialVersionUID = 1;

        Gone(String message) {
            super(message);
        }
    }
}
