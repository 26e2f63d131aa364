package io.gantry.secret.http;

import io.gantry.base.MinorVersion;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/// Which version of the key-manager API a client speaks: 1.0 unless the header `OpenStack-API-Version: key-manager 1.1` says more.
@ServerFilter(KeyManagerErrors.PREFIX + "/**")
final class Microversion {
    /// The newest minor version.
    static final int NEWEST = 1;

    private static final String ATTRIBUTE = "gantry.key-manager.minor-version";
    private static final MinorVersion MINOR = new MinorVersion("key-manager", 1, NEWEST, false);

    /// The minor version that a request asks for.
    static int of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Integer.class).orElse(0);
    }

    @RequestFilter
    void read(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, MINOR.of(request.getHeaders().findFirst(MinorVersion.HEADER)));
    }

    @ResponseFilter
    void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.header(MinorVersion.HEADER, "key-manager 1." + of(request));
        response.header("Vary", MinorVersion.HEADER);
    }
}
