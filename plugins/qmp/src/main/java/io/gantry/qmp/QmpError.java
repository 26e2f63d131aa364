package io.gantry.qmp;

import java.io.IOException;

/// QEMU refused a command; the conversation goes on.
public final class QmpError extends IOException {
    private static final long serialVersionUID = 1L;

    private final String kind;

    /// @param kind QEMU's class of it: `GenericError`, `CommandNotFound`, `DeviceNotActive`, `DeviceNotFound`
    /// @param description QEMU's sentence
    public QmpError(String kind, String description) {
        super(description);
        this.kind = kind;
    }

    /// QEMU's class of it.
    public String kind() {
        return kind;
    }
}
