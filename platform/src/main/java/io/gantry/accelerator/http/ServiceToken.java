package io.gantry.accelerator.http;

import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.gantry.identity.Tokens;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/// Whether a service of the cloud asks, itself or on behalf of a user. What is bound to a guest is the business of whoever runs the guest: a
/// user who could take it away, or bind to a guest of another project, would change hardware under it.
@Singleton
final class ServiceToken {
    private static final String HEADER = "X-Service-Token";

    private final Tokens tokens;

    ServiceToken(Tokens tokens) {
        this.tokens = tokens;
    }

    boolean given(Caller caller, HttpRequest<?> request) {
        var token = request.getHeaders().get(HEADER);
        return caller.has("admin") || caller.has("service")
                || (token != null
                        && tokens.check(token).filter(session -> session.access().caller().has("service")).isPresent());
    }

    /// @throws Problem FORBIDDEN
    void require(Caller caller, HttpRequest<?> request) {
        if (!given(caller, request)) {
            throw new Problem(Problem.Kind.FORBIDDEN,
                    "This operation requires a service token: use the Compute API to manage the"
                            + " accelerators of an instance. An admin or a user with the role service may do it directly.");
        }
    }
}
