package io.gantry.accelerator.http;

import io.gantry.base.ErrorShape;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Errors as the clients of Placement read them; one of the version says which there are.
@Singleton
final class PlacementErrors implements ErrorShape {
    static final String PREFIX = "/placement";
    private static final int NOT_ACCEPTABLE = 406;

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public Map<String, Object> body(int status, String title, String detail) {
        var error = new LinkedHashMap<String, Object>();
        error.put("status", status);
        error.put("title", title);
        error.put("detail", detail);
        if (status == NOT_ACCEPTABLE) {
            error.put("min_version", "1.0");
            error.put("max_version", "1." + PlacementVersion.NEWEST);
        }
        return Map.of("errors", List.of(error));
    }
}
