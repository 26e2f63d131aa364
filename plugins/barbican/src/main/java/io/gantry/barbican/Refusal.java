package io.gantry.barbican;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.remote.Answer;
import java.util.Locale;

/// What an answer means that is not the one wanted. Barbican's own words are looked at but not passed on: those about a secret that was
/// sent may quote it.
final class Refusal {
    private Refusal() {}

    static DriverException of(String service, String what, Answer answer) {
        var status = answer.status();
        var words = answer.json().path("description").asText().toLowerCase(Locale.ROOT);
        var start = "%s was asked %s and answered HTTP %d".formatted(service, what, status);
        return switch (status) {
            case 401 -> new DriverException(Kind.FAILED, start
                    + ": it does not accept the login. Check that it trusts the Keystone of auth-url, or give auth-url if there is none.");
            case 403 -> words.contains("quota")
                    // Not FAILED: what is there can still be read, so it says nothing about the service's health.
                    ? new DriverException(Kind.BUSY, start
                            + ": the project's quota of secrets is used up. Raise it, or delete secrets.")
                    : new DriverException(Kind.FAILED, start
                            + ": the user may not do that. Give it the role creator or member in the project that owns the secret.");
            case 404 -> new DriverException(Kind.FAILED, start + ", not as Barbican does. Check url.");
            case 413 -> new DriverException(Kind.INVALID, start
                    + ": too large for it. Raise max_allowed_secret_in_bytes there to 20000, which is its default.");
            case 429 -> new DriverException(Kind.BUSY, start + ": too many requests. Wait, or raise its limit.");
            default -> status >= 500
                    ? new DriverException(Kind.UNREACHABLE, start + ": it is not well. Look into its log.")
                    : new DriverException(Kind.FAILED,
                            start + ". Check url, project, and that it is a Barbican of API version 1.");
        };
    }
}
