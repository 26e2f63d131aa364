package io.gantry.barbican;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.Secret;
import io.gantry.remote.Answer;
import io.gantry.remote.Connection;
import io.gantry.remote.Json;
import io.gantry.remote.Login;
import io.gantry.remote.Request;
import io.gantry.remote.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/// Logs in with a password. Keystone does not prolong tokens, so each is a new one.
///
/// @param project to which the tokens are scoped
/// @param domains of user and project
record Keystone(Connection connection, String user, Secret password, String project, Domains domains,
        InstantSource clock) implements Login {
    /// Names of the domains of user and project.
    record Domains(String user, String project) {}

    /// A token is replaced when a tenth of its life is left, so that none ends on its way.
    private static final int SPARE = 10;

    @Override
    public Ticket open(Optional<Ticket> last) throws InterruptedException {
        var answer = connection.send(new Request("POST", "/auth/tokens").with(question()));
        var token = answer.header("X-Subject-Token");
        if (answer.status() != 201 || token.isEmpty()) {
            throw refused(answer);
        }
        var now = clock.instant();
        var life = Duration.between(now, expiry(answer));
        return new Ticket(Map.of("X-Auth-Token", token.get()),
                Optional.of(now.plus(life).minus(life.dividedBy(SPARE))));
    }

    private ObjectNode question() {
        var question = Json.object();
        var auth = question.putObject("auth");
        var identity = auth.putObject("identity");
        identity.putArray("methods").add("password");
        var who = identity.putObject("password").putObject("user");
        who.put("name", user).put("password", password.text()).putObject("domain").put("name", domains.user());
        var scope = auth.putObject("scope").putObject("project");
        scope.put("name", project).putObject("domain").put("name", domains.project());
        return question;
    }

    private Instant expiry(Answer answer) {
        try {
            return OffsetDateTime.parse(answer.json().path("token").path("expires_at").asText()).toInstant();
        } catch (DateTimeParseException missing) {
            throw new DriverException(Kind.FAILED, connection.name()
                    + " gave a token without saying when it ends. Check that auth-url is Keystone's, version 3.",
                    missing);
        }
    }

    private DriverException refused(Answer answer) {
        var name = connection.name();
        return switch (answer.status()) {
            case 401, 403 ->
                new DriverException(Kind.FAILED, ("%s does not let in user '%s' of domain '%s' for project '%s'"
                        + " of domain '%s' (HTTP %d). Check user, password, project and both domains, and that the user has a"
                        + " role in the project.").formatted(name, user, domains.user(), project, domains.project(),
                                answer.status()));
            case 429 ->
                new DriverException(Kind.BUSY, name + " wants fewer logins (HTTP 429). Wait, or raise its limit.");
            case 500, 502, 503, 504 -> new DriverException(Kind.UNREACHABLE, name + " cannot give tokens now (HTTP "
                    + answer.status() + "). Look into its log.");
            default -> new DriverException(Kind.FAILED, name + " answered a login with HTTP " + answer.status()
                    + ". Check that auth-url is Keystone's, version 3.");
        };
    }

    /// Without the password.
    @Override
    public String toString() {
        return user + " at " + connection.name();
    }
}
