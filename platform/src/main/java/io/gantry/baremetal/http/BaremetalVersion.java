package io.gantry.baremetal.http;

import io.gantry.base.Fault;
import io.gantry.base.MinorVersion;
import io.gantry.base.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which version of the bare metal API a client speaks: 1.1 unless a header says more. Every answer tells the range, by which clients settle on one.
@ServerFilter(BaremetalErrors.PREFIX + "/**")
final class BaremetalVersion {
    static final int OLDEST = 1;
    /// Of OpenStack 2026.1.
    static final int NEWEST = 111;
    static final String HEADER = "X-OpenStack-Ironic-API-Version";

    private static final String ATTRIBUTE = "gantry.baremetal.minor-version";
    private static final MinorVersion OWN = new MinorVersion("baremetal", 1, NEWEST, true);
    private static final MinorVersion COMMON = new MinorVersion("baremetal", 1, NEWEST, false);

    static int of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Integer.class).orElse(OLDEST);
    }

    /// @throws Problem NOT_ACCEPTABLE if the client speaks an older version than `since`
    static void needs(HttpRequest<?> request, int since, String what) {
        if (of(request) < since) {
            throw new Problem(Problem.Kind.NOT_ACCEPTABLE,
                    "Request not acceptable. The minimal required API version should be 1.%d for %s.".formatted(since,
                            what));
        }
    }

    /// What there is not before that version.
    ///
    /// @throws Problem NOT_FOUND if the client speaks an older one
    static void exists(HttpRequest<?> request, int since) {
        if (of(request) < since) {
            throw Problem
                    .notFound("There is no %s before version 1.%d of this API.".formatted(request.getPath(), since));
        }
    }

    /// A version that there is not is refused with the range, which clients read and settle on.
    @RequestFilter
    @Nullable
    HttpResponse<?> read(HttpRequest<?> request) {
        try {
            var own = Optional.ofNullable(request.getHeaders().get(HEADER));
            var minor = own.isPresent() ? OWN.of(own) : COMMON.of(request.getHeaders().findFirst(MinorVersion.HEADER));
            request.setAttribute(ATTRIBUTE, Math.max(OLDEST, minor));
            return null;
        } catch (Problem refusal) {
            var answer = HttpResponse.status(HttpStatus.NOT_ACCEPTABLE)
                    .body(Fault.body(refusal.kind().status(), refusal.detail()));
            tell(request, answer);
            return answer;
        }
    }

    @ResponseFilter
    void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.getHeaders()
                .set(HEADER, "1." + of(request))
                .set("X-OpenStack-Ironic-API-Minimum-Version", "1." + OLDEST)
                .set("X-OpenStack-Ironic-API-Maximum-Version", "1." + NEWEST)
                .set(MinorVersion.HEADER, "baremetal 1." + of(request))
                .set("Vary", HEADER);
    }
}
