package io.gantry.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One controller. What it is asked is repeated while it is too busy, and follows it to other paths but to no other host.
final class Controller {
    private static final int MOST_REDIRECTS = 4;
    /// More members than that are not looked at: the largest machines have less of anything.
    private static final int MOST_MEMBERS = 256;

    private final Address address;
    private final Wire wire;
    private final RedfishOptions options;
    private final Session session;
    private final AtomicReference<String> only = new AtomicReference<>("");

    Controller(Address address, Wire wire, RedfishOptions options) {
        this.address = address;
        this.wire = wire;
        this.options = options;
        this.session = new Session(address);
    }

    Address address() {
        return address;
    }

    /// For messages.
    String name() {
        return address.name();
    }

    RedfishOptions options() {
        return options;
    }

    /// Waits before something is tried again.
    void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(options.pause().toMillis());
    }

    /// The system that a node is.
    Resource system(Address node) throws InterruptedException {
        if (!node.system().isEmpty()) {
            return get(node.system()).underItsOwnName();
        }
        if (only.get().isEmpty()) {
            var systems = members(get("/redfish/v1/").link("Systems"));
            if (systems.size() != 1) {
                throw new DriverException(Kind.INVALID, "%s has %d systems; set %s to the right one of %s."
                        .formatted(node.name(), systems.size(), Address.SYSTEM, systems));
            }
            only.set(systems.getFirst());
        }
        return get(only.get()).underItsOwnName();
    }

    /// The paths of a collection's members.
    List<String> members(String collection) throws InterruptedException {
        var paths = new ArrayList<String>();
        for (var page = collection; !page.isEmpty() && paths.size() < MOST_MEMBERS;) {
            var json = get(page).json();
            json.path("Members").forEach(member -> paths.add(Json.link(member)));
            page = json.path("Members@odata.nextLink").asText();
        }
        return paths.size() > MOST_MEMBERS ? List.copyOf(paths.subList(0, MOST_MEMBERS)) : paths;
    }

    /// @throws DriverException if there is none
    Resource get(String path) throws InterruptedException {
        return find(path).orElseThrow(() -> new DriverException(Kind.FAILED,
                "%s: there is none. Check %s.".formatted(what("GET", path), Address.SYSTEM)));
    }

    /// Empty if there is no such resource.
    Optional<Resource> find(String path) throws InterruptedException {
        var answer = ask("GET", path, null, Map.of());
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (!answer.ok()) {
            throw Refusal.of(what("GET", path), answer);
        }
        if (!answer.json().isObject()) {
            throw new DriverException(Kind.FAILED, "%s: the answer is not JSON. Is that a Redfish controller? Check %s."
                    .formatted(what("GET", path), Address.ADDRESS));
        }
        return Optional.of(Resource.of(path, answer));
    }

    /// Returns when it is done, also where a controller answers before that.
    ///
    /// @param body null for none at all
    Answer post(String path, @Nullable JsonNode body) throws InterruptedException {
        return Task.end(this, ask("POST", path, body, Map.of()), what("POST", path), path);
    }

    /// Whatever is there now.
    Answer look(String path) throws InterruptedException {
        return ask("GET", path, null, Map.of());
    }

    /// Changes the version that it reads before, and once more if another came between.
    Answer patch(String path, JsonNode change) throws InterruptedException {
        var answer = ask("PATCH", path, change, match(tag(path)));
        // Some controllers give weak tags, and want strong ones.
        return answer.status() == 412
                ? ask("PATCH", path, change, match(tag(path).replaceFirst("^W/", "")))
                : answer;
    }

    private String tag(String path) throws InterruptedException {
        var answer = ask("GET", path, null, Map.of());
        return answer.ok() ? Resource.of(path, answer).tag() : "";
    }

    private static Map<String, String> match(String tag) {
        return tag.isEmpty() ? Map.of() : Map.of("If-Match", tag);
    }

    /// For messages.
    String what(String method, String path) {
        return "%s was asked %s %s".formatted(name(), method, path);
    }

    /// Whatever the answer, it is the caller's to judge; only a controller that stays busy gets another try.
    private Answer ask(String method, String path, @Nullable JsonNode body, Map<String, String> headers)
            throws InterruptedException {
        for (var left = options.retries();; left--) {
            var used = session.headers((how, where, what) -> patient(how, where, (JsonNode) what));
            var answer = follow(method, path, body, headers, used);
            if (answer.status() == 401 && session.refused(used)) {
                answer = follow(method, path, body, headers,
                        session.headers((how, where, what) -> patient(how, where, (JsonNode) what)));
            }
            if (!answer.busy() || left <= 0) {
                return answer;
            }
            pause();
        }
    }

    private Answer patient(String method, String path, @Nullable JsonNode body) throws InterruptedException {
        for (var left = options.retries();; left--) {
            var answer = follow(method, path, body, Map.of(), Map.of());
            if (!answer.busy() || left <= 0) {
                return answer;
            }
            pause();
        }
    }

    private Answer follow(String method, String path, @Nullable JsonNode body, Map<String, String> headers,
            Map<String, String> pass) throws InterruptedException {
        var at = path;
        for (var i = 0; i < MOST_REDIRECTS; i++) {
            var answer = wire.send(request(method, at, body, headers, pass), what(method, path));
            var location = answer.header("Location");
            if (answer.status() / 100 != 3 || location.isEmpty()) {
                return answer;
            }
            at = here(location.get(), method, path);
        }
        throw new DriverException(Kind.FAILED, what(method, path) + ": it is sent from place to place. Look whether its"
                + " web server is set up well.");
    }

    private HttpRequest request(String method, String path, @Nullable JsonNode body, Map<String, String> headers,
            Map<String, String> pass) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(body));
        var builder = HttpRequest.newBuilder(uri(path)).method(method, publisher).header("Accept", "application/json");
        if (body != null) {
            builder.header("Content-Type", "application/json");
        }
        headers.forEach(builder::setHeader);
        pass.forEach(builder::setHeader);
        return builder.build();
    }

    private URI uri(String path) {
        try {
            if (path.startsWith("/")) {
                return URI.create(address.base() + path);
            }
        } catch (IllegalArgumentException notAPath) {
            // Told below.
        }
        throw new DriverException(Kind.FAILED, "%s names a resource '%s', which is no path. Is its firmware up to date?"
                .formatted(name(), path));
    }

    /// Whoever answers under the controller's address must not learn the password of another host, nor send Gantry to one.
    String here(String location, String method, String path) {
        try {
            var target = address.base().resolve(path).resolve(location);
            if (address.base().getAuthority().equalsIgnoreCase(target.getAuthority())
                    && address.base().getScheme().equalsIgnoreCase(target.getScheme())) {
                return target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
            }
        } catch (IllegalArgumentException notAUri) {
            // Told below.
        }
        throw new DriverException(Kind.FAILED, "%s: it leads to another host. Set %s to where the controller is."
                .formatted(what(method, path), Address.ADDRESS));
    }

    /// Begins to end the session, if there is one.
    Optional<CompletableFuture<HttpResponse<byte[]>>> leave() {
        return session.leave()
                .map(last -> wire.begin(request("DELETE", here(last.getKey(), "DELETE", "/redfish/v1/"), null, Map.of(),
                        last.getValue())));
    }
}
