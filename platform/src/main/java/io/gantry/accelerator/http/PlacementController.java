package io.gantry.accelerator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gantry.accelerator.KnownPart;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// `/placement/resource_providers`, to be read only: what is offered follows from what drivers report.
@Controller(PlacementErrors.PREFIX + "/resource_providers")
@ExecuteOn(TaskExecutors.BLOCKING)
class PlacementController {
    private static final Set<String> KNOWN = Set.of("name", "uuid", "in_tree", "resources", "required", "member_of");

    private final Providers providers;
    private final Allocations allocations;

    PlacementController(Providers providers, Allocations allocations) {
        this.providers = providers;
        this.allocations = allocations;
    }

    @Get
    Map<String, List<View>> list(HttpRequest<?> request) {
        var filter = filter(request);
        return Map.of("resource_providers",
                providers.all().stream().filter(filter).map(one -> View.of(one, request)).toList());
    }

    private Predicate<ResourceProvider> filter(HttpRequest<?> request) {
        request.getParameters().names().stream().filter(name -> !KNOWN.contains(name)).findFirst().ifPresent(name -> {
            throw Problem
                    .invalid("Invalid query string parameters: '" + JsonBody.cut(name) + "' is none of " + KNOWN + ".");
        });
        var asked = request.getParameters();
        Predicate<ResourceProvider> filter = _ -> true;
        for (var name : asked.names()) {
            var value = Optional.ofNullable(asked.get(name)).orElse("");
            filter = filter.and(switch (name) {
                case "name" -> one -> one.name().equals(value);
                case "uuid" -> one -> one.id().toString().equals(value);
                case "in_tree" -> tree(value);
                case "resources" -> resources(value);
                case "required" -> traits(value);
                default -> _ -> false; // there are no aggregates
            });
        }
        return filter;
    }

    private Predicate<ResourceProvider> tree(String id) {
        var root = providers.all()
                .stream()
                .filter(one -> one.id().toString().equals(id))
                .map(ResourceProvider::root)
                .findFirst();
        return one -> root.filter(one.root()::equals).isPresent();
    }

    private static Predicate<ResourceProvider> resources(String text) {
        Predicate<ResourceProvider> filter = _ -> true;
        for (var wanted : text.split(",", -1)) {
            var words = wanted.split(":", 2);
            if (words.length != 2 || !words[1].matches("[1-9][0-9]{0,8}")) {
                throw Problem.invalid(
                        "Badly formed resources parameter. Expected resources query string parameter in form: ?resources=VCPU:2,MEMORY_MB:1024.");
            }
            filter = filter.and(one -> one.part()
                    .filter(part -> part.resourceClass().equals(words[0])
                            && part.total() - part.reserved() - part.used() >= Long.parseLong(words[1]))
                    .isPresent());
        }
        return filter;
    }

    private static Predicate<ResourceProvider> traits(String text) {
        return one -> Arrays.stream(text.split(",", -1)).allMatch(trait -> {
            var forbidden = trait.startsWith("!");
            var has = one.part()
                    .map(KnownPart::traits)
                    .orElse(List.of())
                    .contains(forbidden ? trait.substring(1) : trait);
            return has != forbidden;
        });
    }

    @Get("/{id}")
    View show(HttpRequest<?> request, String id) {
        return View.of(providers.find(id), request);
    }

    @Get("/{id}/inventories")
    Map<String, Object> inventories(String id) {
        var provider = providers.find(id);
        var all = new LinkedHashMap<String, Object>();
        provider.part().ifPresent(part -> all.put(part.resourceClass(), Stock.of(part)));
        return Map.of("resource_provider_generation", provider.generation(), "inventories", all);
    }

    @Get("/{id}/inventories/{name}")
    Map<String, Object> inventory(String id, String name) {
        var part = providers.find(id)
                .part()
                .filter(one -> one.resourceClass().equals(name))
                .orElseThrow(() -> Problem.notFound("No inventory of class " + JsonBody.cut(name)
                        + " found for resource provider " + JsonBody.cut(id) + "."));
        var all = new LinkedHashMap<String, Object>(Stock.of(part).fields());
        all.put("resource_provider_generation", part.generation());
        return all;
    }

    @Get("/{id}/traits")
    Map<String, Object> traits(HttpRequest<?> request, String id) {
        var provider = providers.find(id);
        return Map.of("resource_provider_generation", provider.generation(), "traits",
                provider.part().map(KnownPart::traits).orElse(List.of()));
    }

    @Get("/{id}/usages")
    Map<String, Object> usages(String id) {
        var provider = providers.find(id);
        var all = new LinkedHashMap<String, Object>();
        provider.part().ifPresent(part -> all.put(part.resourceClass(), part.used()));
        return Map.of("resource_provider_generation", provider.generation(), "usages", all);
    }

    @Get("/{id}/allocations")
    Map<String, Object> allocations(HttpRequest<?> request, String id) {
        var provider = providers.find(id);
        return Map.of("resource_provider_generation", provider.generation(), "allocations",
                provider.part().map(part -> allocations.of(part, request)).orElse(Map.of()));
    }

    @Get("/{id}/aggregates")
    Map<String, Object> aggregates(String id) {
        return Map.of("resource_provider_generation", providers.find(id).generation(), "aggregates", List.of());
    }

    /// How much there is of something.
    record Stock(long total, long reserved, long minUnit, long maxUnit, long stepSize, double allocationRatio) {
        static Stock of(KnownPart part) {
            return new Stock(part.total(), part.reserved(), 1, Math.max(1, part.total()), 1, 1.0);
        }

        Map<String, Object> fields() {
            return Map.of("total", total, "reserved", reserved, "min_unit", minUnit, "max_unit", maxUnit, "step_size",
                    stepSize,
                    "allocation_ratio", allocationRatio);
        }
    }

    record Link(String rel, String href) {}

    /// A provider as clients read it; what is younger than the version that they speak is left out.
    sealed interface View {
        static View of(ResourceProvider one, HttpRequest<?> request) {
            var path = PlacementErrors.PREFIX + "/resource_providers/" + one.id();
            var links = List.of(new Link("self", path), new Link("inventories", path + "/inventories"),
                    new Link("usages", path + "/usages"),
                    new Link("traits", path + "/traits"), new Link("allocations", path + "/allocations"),
                    new Link("aggregates", path + "/aggregates"));
            return PlacementVersion.of(request) < PlacementVersion.TREE
                    ? new Plain(one.id(), one.name(), one.generation(), links)
                    : new InTree(one.id(), one.name(), one.generation(), links,
                            one.part().map(_ -> one.root()).orElse(null), one.root());
        }
    }

    record Plain(UUID uuid, String name, long generation, List<Link> links) implements View {}

    /// The parent of a root is null.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record InTree(UUID uuid, String name, long generation, List<Link> links, @Nullable UUID parentProviderUuid,
            UUID rootProviderUuid) implements View {}
}
