package io.gantry.lab.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Requests to others. `HttpURLConnection`, because the newer client of the JDK takes longer to load than the agent to start.
final class Http {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_BYTES = 8 << 20;

    private Http() {}

    /// What came back, read to the end.
    static final class Answer {
        private final int status;
        private final byte[] body;
        private final Map<String, String> headers;

        private Answer(int status, byte[] body, Map<String, String> headers) {
            this.status = status;
            this.body = body;
            this.headers = headers;
        }

        int status() {
            return status;
        }

        /// At most 8 MiB of it.
        byte[] body() {
            return body.clone();
        }

        /// By name in lower case.
        Map<String, String> headers() {
            return headers;
        }
    }

    static Answer get(URI address, Map<String, String> headers) throws IOException {
        return answer(open(address, headers));
    }

    static Answer post(URI address, byte[] body, Map<String, String> headers) throws IOException {
        var connection = connection(address, headers);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setFixedLengthStreamingMode(body.length);
        try (var out = connection.getOutputStream()) {
            out.write(body);
        }
        return answer(connection);
    }

    /// Follows redirects; what proves who asks is not sent to another host.
    static HttpURLConnection open(URI address, Map<String, String> headers) throws IOException {
        var at = address;
        for (var i = 0; i <= MOST_REDIRECTS; i++) {
            var same = String.valueOf(at.getAuthority()).equals(String.valueOf(address.getAuthority()));
            var connection = connection(at, headers);
            if (!same) {
                connection.setRequestProperty("Authorization", null);
            }
            var status = connection.getResponseCode();
            var location = connection.getHeaderField("Location");
            if (status / 100 != 3 || location == null) {
                return connection;
            }
            connection.disconnect();
            at = at.resolve(location);
        }
        throw new IOException(address + " redirects more than " + MOST_REDIRECTS + " times");
    }

    private static HttpURLConnection connection(URI address, Map<String, String> headers) throws IOException {
        if (!(address.toURL().openConnection() instanceof HttpURLConnection connection)) {
            throw new IOException(address + " is not http or https");
        }
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        headers.forEach(connection::setRequestProperty);
        return connection;
    }

    private static Answer answer(HttpURLConnection connection) throws IOException {
        var status = connection.getResponseCode();
        var headers = new HashMap<String, String>();
        connection.getHeaderFields().forEach((name, values) -> {
            if (name != null) {
                headers.put(name.toLowerCase(Locale.ROOT), values.getFirst());
            }
        });
        try (InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return new Answer(status, body == null ? new byte[0] : body.readNBytes(MOST_BYTES), headers);
        }
    }
}
