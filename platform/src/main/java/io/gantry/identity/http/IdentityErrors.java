package io.gantry.identity.http;

import io.gantry.base.ErrorShape;
import jakarta.inject.Singleton;
import java.util.Map;

/// Errors as Keystone's clients read them.
@Singleton
final class IdentityErrors implements ErrorShape {
    @Override
    public String prefix() {
        return "/identity";
    }

    @Override
    public Map<String, Object> body(int status, String title, String detail) {
        return Map.of("error", Map.of("code", status, "title", title, "message", detail));
    }
}
