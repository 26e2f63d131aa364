package io.gantry.vault;

import io.gantry.remote.Connection;
import io.gantry.remote.Json;
import io.gantry.remote.Login;
import io.gantry.remote.Request;
import io.gantry.remote.Ticket;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// The operator's token, kept alive as long as the server allows.
record FixedToken(Connection connection, Map<String, String> headers, String token,
        InstantSource clock) implements Login {
    /// A token whose policies do not let it look at itself is used as it is; if it is no good, the call that needs it tells.
    @Override
    public Ticket open(Optional<Ticket> last) throws InterruptedException {
        var unknown = new Lease(token, 0, false);
        if (last.isPresent()) {
            var answer = connection.send(request("POST", "/v1/auth/token/renew-self", unknown).with(Json.object()));
            Refusal.unlessAnswered(connection.name(), "to renew the token", answer);
            var auth = answer.json().path("auth");
            return answer.ok() ? renewed(auth.path("lease_duration").asLong()).ticket(clock) : unknown.lastTicket();
        }
        var answer = connection.send(request("GET", "/v1/auth/token/lookup-self", unknown));
        Refusal.unlessAnswered(connection.name(), "about the token", answer);
        var data = answer.json().path("data");
        return data.path("renewable").asBoolean()
                ? renewed(data.path("ttl").asLong()).ticket(clock)
                : unknown.lastTicket();
    }

    private Lease renewed(long seconds) {
        return new Lease(token, seconds, true);
    }

    private Request request(String method, String path, Lease lease) {
        return new Request(method, path).with(headers).with(lease.headers());
    }

    /// Without the token.
    @Override
    public String toString() {
        return "token for " + connection.name();
    }
}
