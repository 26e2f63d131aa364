package io.gantry.base;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Map;

/// Errors as the clients of Ironic and Cyborg read them: JSON within a string of JSON.
public final class Fault {
    private static final int SERVER = 500;

    private Fault() {}

    /// The body of an answer with that status.
    public static Map<String, Object> body(int status, String detail) {
        return Map.of("error_message",
                "{\"faultcode\": \"%s\", \"faultstring\": \"%s\", \"debuginfo\": null}".formatted(
                        status < SERVER ? "Client" : "Server",
                        new String(JsonStringEncoder.getInstance().quoteAsString(detail))));
    }
}
