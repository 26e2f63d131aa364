package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.Asset;
import io.gantry.baremetal.Assets;
import io.gantry.baremetal.BareMetalNode;
import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.Reach;
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
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// `/baremetal/v1/chassis`, `/volume/connectors` and `/volume/targets`.
@Controller(BaremetalErrors.V1)
@ExecuteOn(TaskExecutors.BLOCKING)
class AssetController {
    private static final Set<String> SORTS = Set.of("id", "uuid", "created_at");
    private static final String REDACTED = "** Value redacted: only an administrator or a service may read it. **";

    private final Nodes nodes;
    private final Assets assets;
    private final NodeLists lists;
    private final InstantSource clock;

    AssetController(Nodes nodes, Assets assets, NodeLists lists, InstantSource clock) {
        this.nodes = nodes;
        this.assets = assets;
        this.lists = lists;
        this.clock = clock;
    }

    @Post(uris = {"/chassis", "/volume/connectors", "/volume/targets"})
    @Consumes(MediaType.ALL)
    HttpResponse<ObjectNode> create(Caller caller, HttpRequest<?> request, Origin origin, @Body byte[] bytes)
            throws InterruptedException {
        var shape = AssetShape.of(request);
        var body = JsonBody.of(bytes, shape.kind().word().toLowerCase(java.util.Locale.ROOT)).object();
        var given = ((ObjectNode) body.json()).deepCopy();
        var id = body.text("uuid", 36).map(text -> JsonBody.id(text, body.what())).orElseGet(UUID::randomUUID);
        given.remove("uuid");
        var said = shape.checked(given);
        var node = shape.kind() == Asset.Kind.CHASSIS
                ? Optional.<UUID>empty()
                : Optional.of(owned(caller, nodes.find(body.needed("node_uuid")), shape).id());
        var made = assets.create(new Asset(id, shape.kind(), node, said, clock.instant().truncatedTo(ChronoUnit.MICROS),
                Optional.empty()));
        return HttpResponse.created(view(caller, shape, made, origin))
                .header("Location", origin.of(BaremetalErrors.V1 + "/" + shape.path() + "/" + id));
    }

    private static BareMetalNode owned(Caller caller, BareMetalNode node, AssetShape shape) {
        return new Reach(caller).owns(node, "change the %s of".formatted(shape.word()));
    }

    /// What opens a volume is shown to few.
    private ObjectNode view(Caller caller, AssetShape shape, Asset asset, Origin origin) {
        var shown = shape.view(assets.shown(asset), origin);
        if (shape.kind() == Asset.Kind.TARGET && !caller.has("admin") && !caller.has("service")) {
            shown.putObject("properties").put("redacted_contents", REDACTED);
        }
        return shown;
    }

    @Get(uris = {"/chassis", "/volume/connectors", "/volume/targets", "/nodes/{ident}/volume/connectors",
            "/nodes/{ident}/volume/targets"})
    ObjectNode list(Caller caller, HttpRequest<?> request, Origin origin, Optional<String> ident) {
        return list(caller, Listing.of(request), origin, ident);
    }

    @Get("/chassis/detail")
    ObjectNode details(Caller caller, HttpRequest<?> request, Origin origin) {
        return list(caller, Listing.of(request).detailed(), origin, Optional.empty());
    }

    private ObjectNode list(Caller caller, Listing listing, Origin origin, Optional<String> ident) {
        var shape = AssetShape.of(listing.request());
        if (!SORTS.contains(listing.sort())) {
            throw Problem.invalid("The sort_key value \"%s\" is invalid for sorting; there are %s.".formatted(
                    JsonBody.cut(listing.sort()), SORTS.stream().sorted().toList()));
        }
        var node = ident.or(() -> Optional.ofNullable(listing.request().getParameters().get("node")))
                .map(name -> new Reach(caller).sees(nodes.find(name)).id());
        var mine = shape.kind() == Asset.Kind.CHASSIS ? Optional.<String>empty() : new Reach(caller).only();
        listing.marker().map(UUID::toString).ifPresent(id -> assets.find(shape.kind(), id));
        return listing.answer(shape.word(),
                assets.list(shape.kind(), node, mine, listing.marker(), listing.limit()),
                one -> listing.shown(view(caller, shape, one, origin), shape.usual()), Asset::id, origin);
    }

    @Get(uris = {"/chassis/{ident}", "/volume/connectors/{ident}", "/volume/targets/{ident}"})
    ObjectNode show(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        var shape = AssetShape.of(request);
        var asset = assets.find(shape.kind(), ident);
        asset.node().ifPresent(node -> new Reach(caller).sees(nodes.find(node)));
        return Listing.of(request).shownWhole(view(caller, shape, asset, origin));
    }

    @Get("/chassis/{ident}/nodes")
    ObjectNode within(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        return lists.within(caller, Listing.of(request), origin, assets.find(Asset.Kind.CHASSIS, ident).id());
    }

    @Get("/chassis/{ident}/nodes/detail")
    ObjectNode withinDetails(Caller caller, HttpRequest<?> request, Origin origin, String ident) {
        var chassis = assets.find(Asset.Kind.CHASSIS, ident).id();
        return lists.within(caller, Listing.of(request).detailed(), origin, chassis);
    }

    private Asset owned(Caller caller, AssetShape shape, String ident) {
        var asset = assets.find(shape.kind(), ident);
        asset.node().ifPresent(node -> owned(caller, nodes.find(node), shape));
        return asset;
    }

    @Patch(uris = {"/chassis/{ident}", "/volume/connectors/{ident}", "/volume/targets/{ident}"})
    @Consumes(MediaType.ALL)
    ObjectNode update(Caller caller, HttpRequest<?> request, Origin origin, String ident, @Body byte[] bytes)
            throws InterruptedException {
        var shape = AssetShape.of(request);
        var before = owned(caller, shape, ident);
        var wanted = JsonPatch.of(bytes).apply(shape.settable(assets.shown(before)));
        var node = before.node().map(UUID::toString);
        if (!node.equals(Optional.ofNullable(wanted.get("node_uuid")).map(value -> value.asText()))) {
            throw Problem.invalid("%s %s cannot be moved to another node; delete it and create it there.".formatted(
                    shape.kind().word(), before.id()));
        }
        var after = new Asset(before.id(), before.kind(), before.node(), shape.checked(wanted), before.created(),
                Optional.of(clock.instant().truncatedTo(ChronoUnit.MICROS)));
        return view(caller, shape, assets.update(before, after), origin);
    }

    @Delete(uris = {"/chassis/{ident}", "/volume/connectors/{ident}", "/volume/targets/{ident}"})
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, HttpRequest<?> request, String ident) throws InterruptedException {
        assets.delete(owned(caller, AssetShape.of(request), ident));
    }
}
