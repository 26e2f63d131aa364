package io.gantry.accelerator.http;

import io.gantry.base.MinorVersion;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/// Which version of Placement a client speaks: 1.0 unless its header says more.
@ServerFilter(PlacementErrors.PREFIX + "/**")
final class PlacementVersion {
    static final int NEWEST = 39;
    /// From which on an allocation says whose it is.
    static final int OWNER = 12;
    /// From which on a provider names its parent.
    static final int TREE = 14;
    /// From which on an allocation has a generation.
    static final int CONSUMER = 28;

    private static final String ATTRIBUTE = "gantry.placement.minor-version";
    private static final MinorVersion MINOR = new MinorVersion("placement", 1, NEWEST, false);

    static int of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Integer.class).orElse(0);
    }

    @RequestFilter
    void read(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, MINOR.of(request.getHeaders().findFirst(MinorVersion.HEADER)));
    }

    @ResponseFilter
    void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.header(MinorVersion.HEADER, "placement 1." + of(request));
        response.header("Vary", MinorVersion.HEADER);
    }
}
