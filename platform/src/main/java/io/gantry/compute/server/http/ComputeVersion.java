package io.gantry.compute.server.http;

import io.gantry.base.MinorVersion;
import io.gantry.base.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which version of the compute API a client speaks: 2.1 unless a header says more.
@ServerFilter(ComputeErrors.PREFIX + "/**")
final class ComputeVersion {
    static final int OLDEST = 1;
    static final int NEWEST = 96;
    static final String HEADER = "X-OpenStack-Nova-API-Version";

    private static final String ATTRIBUTE = "gantry.compute.minor-version";
    private static final MinorVersion OWN = new MinorVersion("compute", 2, NEWEST, true);
    private static final MinorVersion COMMON = new MinorVersion("compute", 2, NEWEST, false);

    static int of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Integer.class).orElse(OLDEST);
    }

    /// What there is not before that version.
    ///
    /// @throws Problem NOT_FOUND if the client speaks an older one
    static void since(HttpRequest<?> request, int version) {
        if (of(request) < version) {
            throw Problem.notFound("%s is there from version 2.%d of this API on; this request speaks 2.%d.".formatted(
                    request.getPath(), version, of(request)));
        }
    }

    /// What there is only before that version.
    ///
    /// @throws Problem NOT_FOUND if the client speaks that or a newer one
    static void before(HttpRequest<?> request, int version) {
        if (of(request) >= version) {
            throw Problem.notFound("%s is there before version 2.%d of this API; this request speaks 2.%d.".formatted(
                    request.getPath(), version, of(request)));
        }
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> read(HttpRequest<?> request) {
        var asked = request.getHeaders().findFirst(MinorVersion.HEADER);
        try {
            var minor = COMMON.of(asked);
            var own = Optional.ofNullable(request.getHeaders().get(HEADER));
            request.setAttribute(ATTRIBUTE, Math.max(OLDEST, minor == 0 ? OWN.of(own) : minor));
            return null;
        } catch (Problem refusal) {
            var answer = HttpResponse.status(HttpStatus.NOT_ACCEPTABLE)
                    .body(Map.of("computeFault", Map.of("code", refusal.kind().status(), "message",
                            "Version %s is not supported by the API. Minimum is 2.%d and maximum is 2.%d.".formatted(
                                    asked.or(() -> Optional.ofNullable(request.getHeaders().get(HEADER))).orElse(""),
                                    OLDEST, NEWEST))));
            tell(request, answer);
            return answer;
        }
    }

    @ResponseFilter
    void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.getHeaders()
                .set(MinorVersion.HEADER, "compute 2." + of(request))
                .set(HEADER, "2." + of(request))
                .set("Vary", MinorVersion.HEADER + ", " + HEADER);
    }
}
