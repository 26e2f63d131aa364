package io.gantry.base;

import jakarta.inject.Singleton;
import java.util.Optional;

/// Where others reach this host, once it answers.
@Singleton
public final class Home {
    private volatile Optional<String> url = Optional.empty();

    /// @param found scheme, host and port, without a slash at its end
    public void at(String found) {
        url = Optional.of(found);
    }

    /// @throws Problem UNAVAILABLE if it does not answer yet
    public String url() {
        return url.orElseThrow(() -> new Problem(Problem.Kind.UNAVAILABLE, "This host does not answer yet."));
    }
}
