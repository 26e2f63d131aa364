package io.gantry.compute.server.http;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.base.RequestId;
import io.gantry.base.Suggestion;
import io.gantry.compute.server.LiveMigrations;
import io.gantry.compute.server.ServerPower;
import io.gantry.compute.server.Verb;
import io.gantry.identity.Caller;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// `/compute/v2.1/servers/{server}/action`: the body's only member says what to do.
@Controller(ComputeErrors.V21 + "/servers/{server}/action")
@ExecuteOn(TaskExecutors.BLOCKING)
class ServerActionController {
    private static final String REBOOT = "reboot";
    private static final String CONSOLE = "os-getConsoleOutput";
    private static final String MIGRATE = "os-migrateLive";
    private static final Map<String, Verb> VERBS = Map.of("os-start", Verb.START, "os-stop", Verb.STOP, "pause",
            Verb.PAUSE, "unpause", Verb.UNPAUSE);
    private static final Set<String> KNOWN = known();

    private final ServerPower power;
    private final LiveMigrations migrations;

    ServerActionController(ServerPower power, LiveMigrations migrations) {
        this.power = power;
        this.migrations = migrations;
    }

    private static Set<String> known() {
        var all = new TreeSet<>(VERBS.keySet());
        all.addAll(Set.of(REBOOT, CONSOLE, MIGRATE));
        return all;
    }

    @Post
    HttpResponse<?> act(Caller caller, HttpRequest<?> request, RequestId number, String server, @Body byte[] bytes)
            throws InterruptedException {
        var id = JsonBody.known(server, "server");
        var body = JsonBody.of(bytes, "action").object();
        if (body.json().size() != 1) {
            throw Problem.invalid("An action is an object with one member that says what to do.");
        }
        var name = body.json().fieldNames().next();
        if (!KNOWN.contains(name)) {
            throw Problem.invalid("There is no such action: %s%s; there are %s.".formatted(JsonBody.cut(name),
                    Suggestion.text(name, KNOWN), String.join(", ", KNOWN)));
        }
        var details = new JsonBody(body.json().get(name), name);
        return switch (name) {
            case CONSOLE -> HttpResponse.ok(View.object().put("output", power.console(caller, id, lines(details))));
            case REBOOT -> done(caller, number, id, reboot(details));
            case MIGRATE -> migrate(caller, request, number, id, details);
            default -> done(caller, number, id, VERBS.getOrDefault(name, Verb.START));
        };
    }

    private HttpResponse<?> done(Caller caller, RequestId number, UUID id, Verb verb) throws InterruptedException {
        power.act(caller, number, id, verb);
        return HttpResponse.accepted();
    }

    private static Verb reboot(JsonBody details) {
        return switch (details.only("type").needed("type").toUpperCase(java.util.Locale.ROOT)) {
            case "SOFT" -> Verb.SOFT_REBOOT;
            case "HARD" -> Verb.HARD_REBOOT;
            default -> throw Problem.invalid("The type of a reboot is SOFT or HARD.");
        };
    }

    /// All of it where nothing or -1 is said.
    private static int lines(JsonBody details) {
        if (details.json().isNull()) {
            return 0;
        }
        var lines = details.only("length").number("length").orElse(0);
        if (lines < -1) {
            throw Problem.invalid("length is a number of lines, or -1 for all.");
        }
        return Math.max(0, lines);
    }

    private HttpResponse<?> migrate(Caller caller, HttpRequest<?> request, RequestId number, UUID id, JsonBody details)
            throws InterruptedException {
        if (!caller.has("manager")) {
            throw new Problem(Problem.Kind.FORBIDDEN,
                    "Policy doesn't allow os_compute_api:os-migrate-server:migrate_live to be performed; it needs manager.");
        }
        var host = MigrateBody.host(details, ComputeVersion.of(request));
        if (host.isPresent() && !caller.has("admin")) {
            throw new Problem(Problem.Kind.FORBIDDEN, "Only an administrator chooses the host of a server.");
        }
        migrations.migrate(caller, number, id, host);
        return HttpResponse.accepted();
    }
}
