package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.compute.server.Flavor;
import io.gantry.compute.server.FlavorQuery;
import io.gantry.compute.server.Flavors;
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
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// `/compute/v2.1/flavors`.
@Controller(ComputeErrors.V21 + "/flavors")
@ExecuteOn(TaskExecutors.BLOCKING)
class FlavorController {
    private static final int DESCRIPTION = 55;
    private static final int LONGEST = 65_535;

    private final Flavors flavors;

    FlavorController(Flavors flavors) {
        this.flavors = flavors;
    }

    @Get
    ObjectNode list(Caller caller, HttpRequest<?> request, Origin origin) {
        var listing = Listing.of(request);
        var version = ComputeVersion.of(request);
        return listing.answer("flavors", flavors.list(query(caller, listing)),
                flavor -> FlavorView.brief(flavor, version, origin), Flavor::id, origin);
    }

    @Get("/detail")
    ObjectNode detail(Caller caller, HttpRequest<?> request, Origin origin) {
        var listing = Listing.of(request);
        var version = ComputeVersion.of(request);
        return listing.answer("flavors", flavors.list(query(caller, listing)),
                flavor -> FlavorView.full(flavor, version, origin), Flavor::id, origin);
    }

    /// Who is no administrator sees what his project may use.
    private static FlavorQuery query(Caller caller, Listing listing) {
        var admin = caller.has("admin");
        var open = listing.text("is_public").map(text -> text.toLowerCase(Locale.ROOT));
        var wanted = !admin || open.equals(Optional.of("none"))
                ? Optional.<Boolean>empty()
                : open.map(text -> Listing.flag("is_public", text)).or(() -> Optional.of(true));
        return new FlavorQuery(wanted, admin ? Optional.empty() : Optional.of(caller.project()),
                listing.number("minRam").orElse(0), listing.number("minDisk").orElse(0), listing.marker(),
                listing.limit() + 1);
    }

    @Get("/{id}")
    ObjectNode show(Caller caller, HttpRequest<?> request, Origin origin, String id) {
        return answer(flavors.find(caller, id), request, origin);
    }

    @Post
    ObjectNode create(HttpRequest<?> request, Origin origin, @Body byte[] bytes) {
        var body = wanted(bytes).only("name", "id", "ram", "vcpus", "disk", "swap", "rxtx_factor",
                "OS-FLV-EXT-DATA:ephemeral", "os-flavor-access:is_public", "description");
        for (var none : new String[]{"swap", "OS-FLV-EXT-DATA:ephemeral"}) {
            if (body.number(none).orElse(0) != 0) {
                throw Problem.invalid(none + " has to be 0: servers have one disk here.");
            }
        }
        var open = body.part("os-flavor-access:is_public")
                .map(part -> Listing.flag("os-flavor-access:is_public", part.json().asText()))
                .orElse(true);
        var id = body.part("id").map(JsonBody::scalar).filter(text -> !text.equals("auto"));
        return answer(flavors.create(id.orElseGet(() -> UUID.randomUUID().toString()), body.needed("name"),
                needed(body, "vcpus"), needed(body, "ram"), needed(body, "disk"), open, description(request, body)),
                request, origin);
    }

    private static Optional<String> description(HttpRequest<?> request, JsonBody body) {
        var text = body.text("description", LONGEST);
        if (text.isPresent() && ComputeVersion.of(request) < DESCRIPTION) {
            throw Problem.invalid("A flavor has a description from version 2." + DESCRIPTION + " of this API on.");
        }
        return text;
    }

    private static int needed(JsonBody body, String name) {
        return body.number(name).orElseThrow(() -> Problem.invalid("'" + name + "' is a required property"));
    }

    @Put("/{id}")
    ObjectNode update(Caller caller, HttpRequest<?> request, Origin origin, String id, @Body byte[] bytes) {
        ComputeVersion.since(request, DESCRIPTION);
        var body = wanted(bytes).only("description");
        return answer(flavors.describe(flavors.find(caller, id), body.text("description", LONGEST)), request, origin);
    }

    @Delete("/{id}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.ACCEPTED)
    void delete(String id) {
        flavors.remove(id);
    }

    private static JsonBody wanted(byte[] bytes) {
        return JsonBody.of(bytes, "request")
                .only("flavor")
                .part("flavor")
                .orElseThrow(() -> Problem.invalid("'flavor' is a required property"));
    }

    private static ObjectNode answer(Flavor flavor, HttpRequest<?> request, Origin origin) {
        var answer = View.object();
        answer.set("flavor", FlavorView.full(flavor, ComputeVersion.of(request), origin));
        return answer;
    }
}
