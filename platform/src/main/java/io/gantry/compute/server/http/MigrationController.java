package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.compute.server.LiveMigrations;
import io.gantry.compute.server.MigrationQuery;
import io.gantry.compute.server.ServerMigration.Phase;
import io.gantry.identity.Caller;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// `/compute/v2.1/os-migrations`: all that there were.
@Controller(ComputeErrors.V21 + "/os-migrations")
@ExecuteOn(TaskExecutors.BLOCKING)
class MigrationController {
    private final LiveMigrations migrations;

    MigrationController(LiveMigrations migrations) {
        this.migrations = migrations;
    }

    @Get
    ObjectNode list(Caller caller, HttpRequest<?> request, Origin origin) throws InterruptedException {
        var listing = Listing.of(request);
        var view = new MigrationJson(ComputeVersion.of(request), caller.has("admin"), origin);
        var query = query(caller, listing);
        return listing.answer("migrations", query.isPresent() ? migrations.list(query.get()) : List.of(), view::ofAll,
                one -> one.id().toString(), origin);
    }

    /// Empty where nothing can be found.
    private static Optional<MigrationQuery> query(Caller caller, Listing listing) {
        var server = listing.text("instance_uuid").map(text -> id("instance_uuid", text));
        var status = listing.text("status");
        var phases = Stream.of(Phase.values())
                .filter(phase -> status.map(word -> word.equalsIgnoreCase(phase.word())
                        || (phase == Phase.FAILED && word.equalsIgnoreCase("error"))).orElse(false))
                .toList();
        var other = listing.text("migration_type").filter(type -> !type.equals("live-migration"));
        if (other.isPresent() || (status.isPresent() && phases.isEmpty()) || listing.flag("hidden")) {
            return Optional.empty();
        }
        var project = caller.has("admin") ? listing.text("project_id") : Optional.of(caller.project());
        return Optional.of(new MigrationQuery(server, listing.text("host"), listing.text("source_compute"), phases,
                project, listing.text("user_id"), listing.time("changes-since"), listing.time("changes-before"),
                listing.marker().map(text -> id("marker", text)), listing.limit() + 1));
    }

    private static UUID id(String what, String text) {
        return JsonBody.parsed(text)
                .orElseThrow(() -> Problem.invalid("%s is a UUID, not '%s'.".formatted(what, JsonBody.cut(text))));
    }
}
