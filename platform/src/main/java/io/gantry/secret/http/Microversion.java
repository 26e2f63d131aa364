package io.gantry.secret.http;

import io.gantry.base.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which version of the key-manager API a client speaks: 1.0 unless the header `OpenStack-API-Version: key-manager 1.1` says more.
@ServerFilter(KeyManagerErrors.PREFIX + "/**")
final class Microversion {
    /// The newest minor version.
    static final int NEWEST = 1;

    private static final String HEADER = "OpenStack-API-Version";
    private static final String SERVICE = "key-manager";
    private static final String ATTRIBUTE = "gantry.key-manager.minor-version";
    private static final Pattern VERSION = Pattern.compile("1\\.(\\d{1,4})");

    /// The minor version that a request asks for.
    static int of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Integer.class).orElse(0);
    }

    @RequestFilter
    void read(HttpRequest<?> request) {
        asked(request).ifPresent(text -> {
            var version = VERSION.matcher(text);
            var minor = text.equals("latest") ? NEWEST : version.matches() ? Integer.parseInt(version.group(1)) : -1;
            if (minor < 0 || minor > NEWEST) {
                throw new Problem(Problem.Kind.NOT_ACCEPTABLE,
                        "Version of the key-manager API is not supported: it is from 1.0 to 1." + NEWEST + ".");
            }
            request.setAttribute(ATTRIBUTE, minor);
        });
    }

    private static Optional<String> asked(HttpRequest<?> request) {
        var header = request.getHeaders().get(HEADER);
        if (header == null) {
            return Optional.empty();
        }
        for (var part : header.split(",", 16)) {
            var words = part.strip().split("\\s+", 2);
            if (words.length == 2 && words[0].equals(SERVICE)) {
                return Optional.of(words[1].strip());
            }
        }
        return Optional.empty();
    }

    @ResponseFilter
    void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.header(HEADER, SERVICE + " 1." + of(request));
        response.header("Vary", HEADER);
    }
}
