package io.gantry.barbican;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.remote.Connection;
import io.gantry.remote.Login;
import io.gantry.remote.Service;
import io.gantry.remote.Ticket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The way to Barbican that the options describe.
///
/// @param service Barbican
/// @param connections to be closed
record Access(Service service, List<Connection> connections) implements AutoCloseable {
    private static final int UNAUTHORIZED = 401;

    static Access to(BarbicanOptions options, DriverContext context) {
        check(options);
        var barbican = connection("Barbican", without("/v1", options.url()), options, context);
        if (options.authUrl().isEmpty()) {
            Login nobody = _ -> new Ticket(Map.of("X-Project-Id", options.project()), Optional.empty());
            return new Access(new Service(barbican, nobody, context.clock(), UNAUTHORIZED), List.of(barbican));
        }
        var versioned = URI.create(without("/v3", options.authUrl().get()) + "/v3");
        var keystone = connection("Keystone", versioned, options, context);
        var login = new Keystone(keystone, options.user().orElseThrow(), options.password().orElseThrow(),
                options.project(),
                new Keystone.Domains(options.userDomain(), options.projectDomain()), context.clock());
        return new Access(new Service(barbican, login, context.clock(), UNAUTHORIZED), List.of(barbican, keystone));
    }

    private static void check(BarbicanOptions options) {
        var complete = options.user().isPresent() && options.password().isPresent();
        var none = options.user().isEmpty() && options.password().isEmpty();
        if (options.authUrl().isPresent() ? !complete : !none) {
            throw new DriverException(Kind.INVALID,
                    "Give auth-url, user and password, all three; or none of them for a lab where nobody logs in.");
        }
        if (!options.project().matches("[ -~]{1,255}")) {
            throw new DriverException(Kind.INVALID, "The project is empty, too long or not plain ASCII; name one.");
        }
    }

    private static Connection connection(String service, URI url, BarbicanOptions options, DriverContext context) {
        return new Connection(service, url, options.caFile(), options.timeout(), context.threads());
    }

    private static URI without(String version, URI url) {
        return URI.create(url.toString().replaceFirst("/*(" + version + "/*)?$", ""));
    }

    @Override
    public void close() {
        connections.forEach(Connection::close);
    }
}
