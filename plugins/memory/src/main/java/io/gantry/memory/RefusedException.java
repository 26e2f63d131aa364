package io.gantry.memory;

import java.io.IOException;

/// The guest is alive and will not do what it was told; the message is its reason.
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
        super(reason);
    }
}
