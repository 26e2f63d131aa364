package io.gantry.accelerator.http;

import io.gantry.base.MinorVersion;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/// Which version of the accelerator API a client speaks: 2.0 unless its header says more.
@ServerFilter(AcceleratorErrors.PREFIX + "/**")
final class AcceleratorVersion {
    /// From which on the project of a request may be set.
    static final int PROJECT = 1;
    /// From which on a device profile is found by its name.
    static final int BY_NAME = 2;
    /// From which on a device shows its status.
    static final int STATUS = 3;
    static final int NEWEST = 3;

    private static final String ATTRIBUTE = "gantry.accelerator.minor-version";
    private static final MinorVersion MINOR = new MinorVersion("accelerator", 2, NEWEST, true);

    static int of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Integer.class).orElse(0);
    }

    @RequestFilter
    void read(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, MINOR.of(request.getHeaders().findFirst(MinorVersion.HEADER)));
    }

    @ResponseFilter
    void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.header(MinorVersion.HEADER, "accelerator 2." + of(request));
        response.header("OpenStack-API-Minimum-Version", "2.0");
        response.header("OpenStack-API-Maximum-Version", "2." + NEWEST);
        response.header("Vary", MinorVersion.HEADER);
    }
}
