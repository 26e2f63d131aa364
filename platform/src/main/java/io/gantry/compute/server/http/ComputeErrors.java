package io.gantry.compute.server.http;

import io.gantry.base.ErrorShape;
import jakarta.inject.Singleton;
import java.util.Map;

/// Errors of the compute API: an object whose only member is named after the kind of error.
@Singleton
final class ComputeErrors implements ErrorShape {
    static final String PREFIX = "/compute";
    static final String V21 = PREFIX + "/v2.1";

    private static final Map<Integer, String> NAMES = Map.of(400, "badRequest", 401, "unauthorized", 403, "forbidden",
            404, "itemNotFound", 405, "badMethod", 409, "conflictingRequest", 413, "overLimit", 415, "badMediaType",
            429, "overLimit", 503, "serviceUnavailable");

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public Map<String, Object> body(int status, String title, String detail) {
        return Map.of(NAMES.getOrDefault(status, "computeFault"), Map.of("code", status, "message", detail));
    }
}
