package io.gantry.baremetal.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.Allocations;
import io.gantry.baremetal.NodeStep;
import io.gantry.baremetal.Reach;
import io.gantry.baremetal.Recipe;
import io.gantry.baremetal.Recipes;
import io.gantry.baremetal.Verb;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// `/baremetal/v1/deploy_templates` and `/runbooks`.
@Controller(BaremetalErrors.V1)
@ExecuteOn(TaskExecutors.BLOCKING)
class RecipeController {
    private static final int TEMPLATES = 55;
    private static final int RUNBOOKS = 92;
    /// What a list has when nobody says what he wants.
    private static final Set<String> USUAL = Set.of("uuid", "name", "links");
    private static final TypeReference<Map<String, Object>> EXTRA = new TypeReference<>() {
    };
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Recipes recipes;
    private final Allocations clock;

    RecipeController(Recipes recipes, Allocations clock) {
        this.recipes = recipes;
        this.clock = clock;
    }

    private static String word(HttpRequest<?> request) {
        return request.getPath().startsWith(BaremetalErrors.V1 + "/runbooks") ? "runbooks" : "deploy_templates";
    }

    private static Recipe.Kind kind(HttpRequest<?> request) {
        var kind = word(request).equals("runbooks") ? Recipe.Kind.RUNBOOK : Recipe.Kind.TEMPLATE;
        BaremetalVersion.exists(request, kind == Recipe.Kind.RUNBOOK ? RUNBOOKS : TEMPLATES);
        return kind;
    }

    @Post(uris = {"/deploy_templates", "/runbooks"})
    @Consumes(MediaType.ALL)
    HttpResponse<ObjectNode> create(Caller caller, HttpRequest<?> request, Origin origin, @Body byte[] bytes) {
        var body = JsonBody.of(bytes, "list of steps");
        var id = body.text("uuid", 36).map(text -> JsonBody.id(text, "list of steps")).orElseGet(UUID::randomUUID);
        var made = read(body, id, kind(request), owner(caller, body), clock.now(), Optional.empty());
        recipes.keep(made);
        return HttpResponse.created(view(made, origin))
                .header("Location", origin.of(BaremetalErrors.V1 + "/" + word(request) + "/" + id));
    }

    private static Optional<String> owner(Caller caller, JsonBody body) {
        return caller.has("admin") ? body.text("owner", 255) : Optional.of(caller.project());
    }

    private static Recipe read(JsonBody body, UUID id, Recipe.Kind kind, Optional<String> owner,
            java.time.Instant created, Optional<java.time.Instant> updated) {
        body.only("uuid", "name", "steps", "extra", "public", "owner", "disable_ramdisk");
        var steps = body.part("steps")
                .map(JsonBody::items)
                .orElse(List.of())
                .stream()
                .map(item -> ProvisionWish.step(item, kind == Recipe.Kind.TEMPLATE ? Verb.DEPLOY : Verb.CLEAN))
                .toList();
        return new Recipe(id, kind, body.needed("name"), steps, body.json().path("public").asBoolean(false), owner,
                !body.json().path("disable_ramdisk").asBoolean(false),
                body.part("extra").map(part -> MAPPER.convertValue(part.object().json(), EXTRA)).orElse(Map.of()),
                created, updated);
    }

    @Get(uris = {"/deploy_templates", "/runbooks"})
    ObjectNode list(Caller caller, HttpRequest<?> request, Origin origin) {
        var listing = Listing.of(request);
        var mine = new Reach(caller).only();
        var found = recipes.list(kind(request), listing.marker(), listing.limit())
                .stream()
                .filter(one -> one.kind() == Recipe.Kind.TEMPLATE || mine.isEmpty() || one.open()
                        || mine.equals(one.owner()))
                .toList();
        return listing.answer(word(request), found, one -> listing.shown(view(one, origin), USUAL), Recipe::id, origin);
    }

    private Recipe seen(Caller caller, HttpRequest<?> request, String ident) {
        var found = recipes.find(kind(request), ident);
        var mine = new Reach(caller).only();
        if (found.kind() == Recipe.Kind.RUNBOOK && mine.isPresent() && !found.open() && !mine.equals(found.owner())) {
            throw Problem.notFound("Runbook %s could not be found.".formatted(JsonBody.cut(ident)));
        }
        return found;
    }

    private Recipe owned(Caller caller, HttpRequest<?> request, String ident) {
        var found = seen(caller, request, ident);
        var mine = new Reach(caller).only();
        if (mine.isPresent() && !mine.equals(found.owner())) {
            throw new Problem(Problem.Kind.FORBIDDEN, "Only its owner may change runbook " + found.name() + ".");
        }
        return found;
    }

    @Get(uris = {"/deploy_templates/{ident}", "/runbooks/{ident}"})
    ObjectNode show(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        return view(seen(caller, request, ident), origin);
    }

    @Patch(uris = {"/deploy_templates/{ident}", "/runbooks/{ident}"})
    @Consumes(MediaType.ALL)
    ObjectNode update(Caller caller, HttpRequest<?> request, Origin origin, String ident,
            @Body byte[] bytes) {
        var before = owned(caller, request, ident);
        var fields = view(before, origin);
        fields.remove(List.of("links", "created_at", "updated_at", "uuid"));
        var body = new JsonBody(JsonPatch.of(bytes).apply(fields), "list of steps");
        var after = read(body, before.id(), before.kind(),
                caller.has("admin") ? body.text("owner", 255) : before.owner(),
                before.created(), Optional.of(clock.now()));
        recipes.keep(after);
        return view(after, origin);
    }

    @Delete(uris = {"/deploy_templates/{ident}", "/runbooks/{ident}"})
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, HttpRequest<?> request, String ident) {
        recipes.delete(owned(caller, request, ident));
    }

    private static ObjectNode view(Recipe one, Origin origin) {
        var runbook = one.kind() == Recipe.Kind.RUNBOOK;
        var view = View.object().put("uuid", one.id().toString()).put("name", one.name());
        var steps = view.putArray("steps");
        one.steps().forEach(step -> steps.add(step(step, runbook)));
        view.set("extra", MAPPER.valueToTree(one.extra()));
        if (runbook) {
            view.put("public", one.open()).put("owner", one.owner().orElse(null)).put("disable_ramdisk", !one.agent());
        }
        View.times(view, one.created(), one.updated());
        view.set("links", View.links(origin, runbook ? "runbooks" : "deploy_templates", one.id()));
        return view;
    }

    private static ObjectNode step(NodeStep step, boolean runbook) {
        var view = View.object().put("interface", step.area()).put("step", step.name());
        view.set("args", MAPPER.valueToTree(step.args()));
        return view.put(runbook ? "order" : "priority", step.priority());
    }
}
