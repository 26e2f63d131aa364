package io.gantry.redfish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.redfish.Address.Login;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Shows one controller who asks: by a token that is got once and kept, or by user and password each time.
final class Session {
    private static final String TOKEN = "X-Auth-Token";
    private static final String SESSIONS = "/redfish/v1/SessionService/Sessions";

    /// How a login is done without being logged in.
    interface Door {
        Answer knock(String method, String path, @Nullable Object body) throws InterruptedException;
    }

    /// Not a record, which would print the token.
    private static final class Pass {
        private final Map<String, String> headers;
        private final String place;

        Pass(Map<String, String> headers, String place) {
            this.headers = headers;
            this.place = place;
        }
    }

    private final Address address;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Pass pass;

    Session(Address address) {
        this.address = address;
    }

    /// The headers that every request carries.
    Map<String, String> headers(Door door) throws InterruptedException {
        if (address.user().isEmpty()) {
            return Map.of();
        }
        lock.lockInterruptibly();
        try {
            var current = pass == null ? open(door) : pass;
            pass = current;
            return current.headers;
        } finally {
            lock.unlock();
        }
    }

    /// Forgets a token that the controller refused, unless another caller has got a new one since.
    ///
    /// @return whether it makes sense to ask again
    boolean refused(Map<String, String> used) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var current = pass;
            if (current != null && current.headers.equals(used)) {
                pass = null;
            }
            return used.containsKey(TOKEN);
        } finally {
            lock.unlock();
        }
    }

    /// Where the controller keeps the session that is open, with the headers by which it is ended.
    Optional<Map.Entry<String, Map<String, String>>> leave() {
        lock.lock();
        try {
            var last = pass;
            pass = null;
            return last == null || last.place.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Map.entry(last.place, last.headers));
        } finally {
            lock.unlock();
        }
    }

    private Pass open(Door door) throws InterruptedException {
        if (address.login() == Login.BASIC) {
            return basic();
        }
        var root = door.knock("GET", "/redfish/v1/", null);
        var named = Json.link(root.json().path("Links").path("Sessions"));
        var path = named.isEmpty() ? SESSIONS : named;
        var body = Json.object().put("UserName", address.user()).put("Password", address.password().text());
        var answer = door.knock("POST", path, body);
        var token = answer.header(TOKEN);
        if (answer.ok() && token.isPresent()) {
            return new Pass(Map.of(TOKEN, token.get()),
                    answer.header("Location").orElse(Json.link(answer.json())));
        }
        if (answer.status() == 401 || answer.status() == 403 || answer.status() == 400) {
            throw new DriverException(Kind.FAILED,
                    "%s does not let in the user %s (HTTP %d). Check %s and %s; too many failures may have locked it."
                            .formatted(address.name(), address.user(), answer.status(), Address.USER,
                                    Address.PASSWORD));
        }
        if (address.login() == Login.AUTO && !answer.busy()) {
            return basic();
        }
        throw new DriverException(answer.busy() ? Kind.UNREACHABLE : Kind.FAILED,
                "%s opens no session (HTTP %d). Set %s to auto or basic."
                        .formatted(address.name(), answer.status(), Address.LOGIN));
    }

    private Pass basic() {
        var pair = (address.user() + ":" + address.password().text()).getBytes(UTF_8);
        return new Pass(Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)), "");
    }
}
