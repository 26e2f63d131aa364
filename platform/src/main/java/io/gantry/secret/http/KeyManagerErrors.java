package io.gantry.secret.http;

import io.gantry.base.ErrorShape;
import jakarta.inject.Singleton;
import java.util.Map;

/// Errors as the clients of the key-manager API read them; without `title` they fail.
@Singleton
final class KeyManagerErrors implements ErrorShape {
    static final String PREFIX = "/key-manager";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public Map<String, Object> body(int status, String title, String detail) {
        return Map.of("code", status, "title", title, "description", detail);
    }
}
