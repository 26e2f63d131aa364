package io.gantry.vault;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.Secret;
import io.gantry.remote.Answer;
import io.gantry.remote.Connection;
import io.gantry.remote.Json;
import io.gantry.remote.Login;
import io.gantry.remote.Request;
import io.gantry.remote.Ticket;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Logs in with a role. The token is renewed rather than replaced, because a secret id may be good for a few logins only.
final class AppRole implements Login {
    private final Connection connection;
    private final Map<String, String> headers;
    private final String mount;
    private final String role;
    private final Optional<Secret> secretId;
    private final InstantSource clock;
    private @Nullable Lease first;

    AppRole(Connection connection, Map<String, String> headers, Credentials credentials, InstantSource clock) {
        this.connection = connection;
        this.headers = headers;
        this.mount = Address.path("approle-mount", credentials.approleMount());
        this.role = credentials.roleId().orElseThrow();
        this.secretId = credentials.secretId();
        this.clock = clock;
    }

    @Override
    public Ticket open(Optional<Ticket> last) throws InterruptedException {
        var granted = first;
        var kept = granted == null
                ? Optional.<Ticket>empty()
                : last.isPresent() ? renew(granted) : stillGood(granted);
        return kept.isPresent() ? kept.get() : logIn();
    }

    /// The server refused something by the status that tells a bad token as well as a missing policy. Another login would not help against
    /// the latter, and use up the secret id.
    private Optional<Ticket> stillGood(Lease granted) throws InterruptedException {
        var answer = connection.send(
                new Request("GET", "/v1/auth/token/lookup-self").with(headers).with(granted.headers()));
        Refusal.unlessAnswered(connection.name(), "about a token", answer);
        var seconds = answer.json().path("data").path("ttl").asLong();
        return answer.ok()
                ? Optional.of(new Lease(granted.token(), seconds, granted.renewable()).ticket(clock))
                : Optional.empty();
    }

    /// Empty if the token is at the end of what renewing can do.
    private Optional<Ticket> renew(Lease granted) throws InterruptedException {
        if (!granted.renewable()) {
            return Optional.empty();
        }
        var answer = connection.send(new Request("POST", "/v1/auth/token/renew-self").with(headers)
                .with(granted.headers())
                .with(Json.object()));
        Refusal.unlessAnswered(connection.name(), "to renew a token", answer);
        var seconds = answer.json().path("auth").path("lease_duration").asLong();
        return answer.ok() && seconds >= granted.seconds() / 3
                ? Optional.of(new Lease(granted.token(), seconds, true).ticket(clock))
                : Optional.empty();
    }

    private Ticket logIn() throws InterruptedException {
        var who = Json.object().put("role_id", role);
        secretId.ifPresent(secret -> who.put("secret_id", secret.text()));
        var answer = connection.send(new Request("POST", "/v1/auth/" + mount + "/login").with(headers).with(who));
        if (answer.status() != 200 || answer.json().path("auth").path("client_token").asText().isEmpty()) {
            throw refused(answer);
        }
        var granted = Lease.granted(answer.json().path("auth"));
        first = granted;
        return granted.ticket(clock);
    }

    private DriverException refused(Answer answer) {
        return answer.status() == 400 || answer.status() == 403
                ? new DriverException(Kind.FAILED,
                        ("%s does not let in role-id '%s' by AppRole at '%s' (HTTP %d). Check"
                                + " role-id, and whether secret-id has ended or was used too often; then make a new one.")
                                .formatted(connection.name(), role, mount, answer.status()))
                : Refusal.of(connection.name(), "for a login at auth/" + mount, answer);
    }
}
