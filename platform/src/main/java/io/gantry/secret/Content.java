package io.gantry.secret;

import io.gantry.api.secret.Secret;

/// A payload and what it is; whoever has it closes it.
public record Content(Secret secret, ContentType type) implements AutoCloseable {
    @Override
    public void close() {
        secret.close();
    }
}
