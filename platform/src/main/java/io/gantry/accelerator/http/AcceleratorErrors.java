package io.gantry.accelerator.http;

import io.gantry.base.ErrorShape;
import io.gantry.base.Fault;
import jakarta.inject.Singleton;
import java.util.Map;

/// Errors of the accelerator API.
@Singleton
final class AcceleratorErrors implements ErrorShape {
    static final String PREFIX = "/accelerator";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public Map<String, Object> body(int status, String title, String detail) {
        return Fault.body(status, detail);
    }
}
