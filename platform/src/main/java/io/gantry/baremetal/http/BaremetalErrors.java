package io.gantry.baremetal.http;

import io.gantry.base.ErrorShape;
import io.gantry.base.Fault;
import jakarta.inject.Singleton;
import java.util.Map;

/// Errors of the bare metal API.
@Singleton
final class BaremetalErrors implements ErrorShape {
    static final String PREFIX = "/baremetal";
    static final String V1 = PREFIX + "/v1";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public Map<String, Object> body(int status, String title, String detail) {
        return Fault.body(status, detail);
    }
}
