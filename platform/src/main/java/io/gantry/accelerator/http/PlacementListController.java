package io.gantry.accelerator.http;

import io.gantry.accelerator.AcceleratorRequest;
import io.gantry.accelerator.Inventory;
import io.gantry.accelerator.KnownPart;
import io.gantry.accelerator.Requests;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The rest of `/placement`: classes, traits, allocations and usages.
@Controller(PlacementErrors.PREFIX)
@ExecuteOn(TaskExecutors.BLOCKING)
class PlacementListController {
    private final Inventory inventory;
    private final Requests requests;

    PlacementListController(Inventory inventory, Requests requests) {
        this.inventory = inventory;
        this.requests = requests;
    }

    private List<KnownPart> parts() {
        return inventory.parts(Optional.empty());
    }

    private Set<String> names() {
        var names = new TreeSet<>(List.of("FPGA", "PGPU", "VGPU"));
        parts().stream().map(KnownPart::resourceClass).forEach(names::add);
        return names;
    }

    @Get("/resource_classes")
    Map<String, Object> classes() {
        return Map.of("resource_classes", names().stream().map(PlacementListController::one).toList());
    }

    private static Map<String, Object> one(String name) {
        return Map.of("name", name, "links",
                List.of(new PlacementController.Link("self", PlacementErrors.PREFIX + "/resource_classes/" + name)));
    }

    @Get("/resource_classes/{name}")
    Map<String, Object> resourceClass(String name) {
        if (!names().contains(name)) {
            throw Problem.notFound("No such resource class " + JsonBody.cut(name) + ".");
        }
        return one(name);
    }

    @Get("/traits")
    Map<String, Object> traits(HttpRequest<?> request) {
        var asked = Optional.ofNullable(request.getParameters().get("name")).orElse("");
        return Map.of("traits", traitNames().stream().filter(name -> named(name, asked)).toList());
    }

    private static boolean named(String name, String asked) {
        if (asked.startsWith("startswith:")) {
            return name.startsWith(asked.substring("startswith:".length()));
        }
        return !asked.startsWith("in:") || List.of(asked.substring("in:".length()).split(",", -1)).contains(name);
    }

    private Set<String> traitNames() {
        return parts().stream().flatMap(part -> part.traits().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Get("/traits/{name}")
    HttpResponse<?> trait(String name) {
        if (!traitNames().contains(name)) {
            throw Problem.notFound("The trait " + JsonBody.cut(name) + " does not exist.");
        }
        return HttpResponse.noContent();
    }

    /// What a guest holds, by provider.
    @Get("/allocations/{consumer}")
    Map<String, Object> allocations(HttpRequest<?> request, String consumer) {
        var held = requests.holding(consumer);
        var answer = new LinkedHashMap<String, Object>();
        var all = new LinkedHashMap<String, Object>();
        held.stream()
                .collect(Collectors.groupingBy(one -> one.part().orElseThrow(), Collectors.counting()))
                .forEach((id, number) -> {
                    var part = inventory.part(id);
                    all.put(id.toString(),
                            Map.of("generation", part.generation(), "resources", Map.of(part.resourceClass(), number)));
                });
        answer.put("allocations", all);
        if (PlacementVersion.of(request) >= PlacementVersion.OWNER && !held.isEmpty()) {
            answer.put("project_id", held.getFirst().project());
            answer.put("user_id", held.getFirst().project());
        }
        if (PlacementVersion.of(request) >= PlacementVersion.CONSUMER && !held.isEmpty()) {
            answer.put("consumer_generation", 1);
        }
        return answer;
    }

    /// What a project holds, by resource class.
    @Get("/usages")
    Map<String, Object> usages(HttpRequest<?> request) {
        var project = Optional.ofNullable(request.getParameters().get("project_id"))
                .orElseThrow(() -> Problem.invalid("'project_id' is a required property."));
        var all = new TreeMap<String, Object>();
        requests.holdingOf(project)
                .stream()
                .map(AcceleratorRequest::part)
                .map(part -> inventory.part(part.orElseThrow()).resourceClass())
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()))
                .forEach(all::put);
        return Map.of("usages", all);
    }
}
