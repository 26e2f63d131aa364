package io.gantry.accelerator.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.gantry.base.ErrorShape;
import jakarta.inject.Singleton;
import java.util.Map;

/// Errors as the clients of the accelerator API read them: JSON within a string of JSON.
@Singleton
final class AcceleratorErrors implements ErrorShape {
    static final String PREFIX = "/accelerator";
    private static final int SERVER = 500;

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public Map<String, Object> body(int status, String title, String detail) {
        return Map.of("error_message",
                "{\"faultcode\": \"%s\", \"faultstring\": \"%s\", \"debuginfo\": null}".formatted(
                        status < SERVER ? "Client" : "Server",
                        new String(JsonStringEncoder.getInstance().quoteAsString(detail))));
    }
}
