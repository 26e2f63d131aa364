package io.gantry.baremetal.image;

import io.gantry.base.Problem;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads little from wherever people point at: bounded in bytes, in redirects and in time. It never asks link-local addresses, at which clouds keep what their
/// machines are to know alone; what else this host reaches, it reads for whoever may deploy a node.
@Singleton
class Fetch {
    /// Up to the end of the first volume descriptor of an ISO 9660 file system.
    static final int LOOK = 34 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_REDIRECTS = 5;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /// How something begins.
    static final class Head {
        private final byte[] bytes;
        private final long length;

        /// @param length of all of it; 0 if nobody says
        Head(byte[] bytes, long length) {
            this.bytes = bytes.clone();
            this.length = length;
        }

        byte[] bytes() {
            return bytes.clone();
        }

        long length() {
            return length;
        }
    }

    /// What came back.
    static final class Answer {
        private final int status;
        private final byte[] body;
        private final HttpHeaders headers;

        private Answer(int status, byte[] body, HttpHeaders headers) {
            this.status = status;
            this.body = body;
            this.headers = headers;
        }

        int status() {
            return status;
        }

        /// As much of it as was asked for.
        byte[] body() {
            return body.clone();
        }

        HttpHeaders headers() {
            return headers;
        }
    }

    Head head(URI uri, Optional<String> authorization) throws InterruptedException {
        var headers = new HashMap<>(Map.of("Range", "bytes=0-" + (LOOK - 1)));
        authorization.ifPresent(value -> headers.put("Authorization", value));
        var answer = get(uri, headers, LOOK);
        return switch (answer.status()) {
            case 206 -> new Head(answer.body(), total(answer));
            case 200 -> new Head(answer.body(), answer.headers().firstValueAsLong("Content-Length").orElse(0));
            case 416 -> throw Problem.invalid("Image %s is empty.".formatted(uri));
            default -> throw refused(uri, answer.status());
        };
    }

    private static long total(Answer answer) {
        var range = answer.headers().firstValue("Content-Range").orElse("");
        var total = range.substring(range.indexOf('/') + 1);
        return total.matches("[0-9]{1,18}") ? Long.parseLong(total) : 0;
    }

    static Problem refused(URI uri, int status) {
        var hint = switch (status) {
            case 401, 403 -> "; set image_request_authorization_secret, or image_pull_secret for a registry";
            case 404 -> "; look whether the address is right";
            default -> "";
        };
        return new Problem(status >= 500 || status == 429 ? Problem.Kind.UNAVAILABLE : Problem.Kind.INVALID,
                "%s was answered with status %d%s.".formatted(uri, status, hint));
    }

    /// Follows redirects; what proves who asks is not sent to another host.
    ///
    /// @param most bytes that are read
    Answer get(URI uri, Map<String, String> headers, int most) throws InterruptedException {
        var at = uri;
        var sent = new HashMap<>(headers);
        for (var i = 0; i <= MOST_REDIRECTS; i++) {
            var answer = once(at, sent, most);
            var location = answer.headers().firstValue("Location");
            if (answer.status() / 100 != 3 || location.isEmpty()) {
                return answer;
            }
            var next = at.resolve(location.get());
            if (!String.valueOf(next.getAuthority()).equals(String.valueOf(at.getAuthority()))
                    || !String.valueOf(next.getScheme()).equals(at.getScheme())) {
                sent.remove("Authorization");
            }
            at = next;
        }
        throw Problem.invalid("%s redirects more than %d times.".formatted(uri, MOST_REDIRECTS));
    }

    private Answer once(URI uri, Map<String, String> headers, int most) throws InterruptedException {
        check(uri);
        var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).header("User-Agent", "gantry");
        headers.forEach(request::header);
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                return new Answer(answer.statusCode(), body.readNBytes(most), answer.headers());
            }
        } catch (IOException e) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "%s does not answer: %s.".formatted(uri, e), e);
        }
    }

    private static void check(URI uri) {
        var scheme = String.valueOf(uri.getScheme());
        var host = uri.getHost();
        if (host == null || !(scheme.equals("http") || scheme.equals("https")) || uri.getUserInfo() != null) {
            throw Problem.invalid("%s is no plain http: or https: URL.".formatted(uri));
        }
        try {
            for (var address : InetAddress.getAllByName(host)) {
                if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) {
                    throw Problem.invalid("%s lies at %s, from where no images are read.".formatted(uri,
                            address.getHostAddress()));
                }
            }
        } catch (UnknownHostException e) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "The host of %s is not known here.".formatted(uri), e);
        }
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
    }
}
