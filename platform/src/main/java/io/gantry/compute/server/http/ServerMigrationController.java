package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.base.RequestId;
import io.gantry.compute.server.LiveMigrations;
import io.gantry.identity.Caller;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// The migrations of a server that are under way.
@Controller(ComputeErrors.V21 + "/servers/{server}/migrations")
@ExecuteOn(TaskExecutors.BLOCKING)
class ServerMigrationController {
    private static final int FORCE = 22;
    private static final int LIST = 23;
    private static final int ABORT = 24;

    private final LiveMigrations migrations;

    ServerMigrationController(LiveMigrations migrations) {
        this.migrations = migrations;
    }

    @Get
    ObjectNode list(Caller caller, HttpRequest<?> request, Origin origin, String server) throws InterruptedException {
        ComputeVersion.since(request, LIST);
        var view = view(caller, request, origin);
        var answer = View.object();
        var items = answer.putArray("migrations");
        migrations.underWay(caller, JsonBody.known(server, "server")).forEach(one -> items.add(view.ofServer(one)));
        return answer;
    }

    @Get("/{number}")
    ObjectNode show(Caller caller, HttpRequest<?> request, Origin origin, String server, String number)
            throws InterruptedException {
        ComputeVersion.since(request, LIST);
        var answer = View.object();
        answer.set("migration", view(caller, request, origin)
                .ofServer(migrations.find(caller, JsonBody.known(server, "server"), number(number))));
        return answer;
    }

    @Delete("/{number}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.ACCEPTED)
    void abort(Caller caller, HttpRequest<?> request, RequestId id, String server, String number)
            throws InterruptedException {
        ComputeVersion.since(request, ABORT);
        migrations.abort(caller, id, JsonBody.known(server, "server"), number(number));
    }

    @Post("/{number}/action")
    @Status(HttpStatus.ACCEPTED)
    void act(Caller caller, HttpRequest<?> request, RequestId id, String server, String number, @Body byte[] bytes)
            throws InterruptedException {
        ComputeVersion.since(request, FORCE);
        var body = JsonBody.of(bytes, "action").only("force_complete");
        if (!body.json().has("force_complete") || !body.json().get("force_complete").isNull()) {
            throw Problem.invalid("The action of a migration is {\"force_complete\": null}.");
        }
        migrations.forceComplete(caller, id, JsonBody.known(server, "server"), number(number));
    }

    private static long number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Problem.notFound("There is no migration " + JsonBody.cut(text) + ": their ids are whole numbers.");
        }
        return Long.parseLong(text);
    }

    private static MigrationJson view(Caller caller, HttpRequest<?> request, Origin origin) {
        return new MigrationJson(ComputeVersion.of(request), caller.has("admin"), origin);
    }
}
