package io.gantry.baremetal.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.NodeStep;
import io.gantry.baremetal.Verb;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.micronaut.http.HttpRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What somebody asks of a node by `states/provision`.
///
/// @param given secrets that go with it: `configdrive`, `rescue_password`
/// @param agent whether the agent of the node's ramdisk may be started for its steps
/// @param runbook whose steps are meant instead
record ProvisionWish(Verb verb, ObjectNode given, List<NodeStep> steps, boolean agent, Optional<String> runbook) {
    private static final int MOST_STEPS = 255;
    private static final int LONGEST_DRIVE = 1 << 20;
    private static final int LONGEST_PASSWORD = 255;
    private static final Set<String> AREAS = Set.of("bios", "deploy", "firmware", "management", "power", "raid",
            "vendor", "network", "inspect", "boot", "storage");
    private static final Map<Verb, Integer> SINCE = new EnumMap<>(Map.of(Verb.MANAGE, 4, Verb.PROVIDE, 4, Verb.INSPECT,
            6, Verb.ABORT, 13, Verb.CLEAN, 15, Verb.ADOPT, 17, Verb.RESCUE, 38, Verb.UNRESCUE, 38, Verb.UNHOLD, 85,
            Verb.SERVICE, 87));
    private static final Map<Verb, String> STEPS = Map.of(Verb.CLEAN, "clean_steps", Verb.DEPLOY, "deploy_steps",
            Verb.REBUILD, "deploy_steps", Verb.SERVICE, "service_steps");
    private static final TypeReference<Map<String, Object>> ARGS = new TypeReference<>() {
    };
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static ProvisionWish of(JsonBody body, HttpRequest<?> request) {
        body.only("target", "configdrive", "clean_steps", "deploy_steps", "service_steps", "rescue_password",
                "disable_ramdisk", "runbook");
        var verb = Verb.of(body.needed("target"));
        BaremetalVersion.needs(request, SINCE.getOrDefault(verb, 1), "the target " + verb.word());
        var given = View.object();
        if (verb == Verb.RESCUE) {
            given.put("rescue_password", body.text("rescue_password", LONGEST_PASSWORD)
                    .filter(text -> !text.isEmpty())
                    .orElseThrow(() -> Problem.invalid(
                            "A non-empty \"rescue_password\" is required when setting target provision state to rescue.")));
        } else if (body.json().has("rescue_password")) {
            throw Problem.invalid("\"rescue_password\" is only valid when setting target provision state to rescue.");
        }
        body.part("configdrive").ifPresent(drive -> given.put("configdrive", drive(drive, verb)));
        var steps = steps(body, verb);
        var runbook = body.text("runbook", 255);
        if (runbook.isPresent() && (!steps.isEmpty() || (verb != Verb.CLEAN && verb != Verb.SERVICE))) {
            throw Problem.invalid("A runbook is named to clean or to service a node, and instead of steps.");
        }
        if (steps.isEmpty() && runbook.isEmpty() && (verb == Verb.CLEAN || verb == Verb.SERVICE)) {
            throw Problem.invalid("\"%s\" is required when setting target provision state to %s."
                    .formatted(STEPS.get(verb), verb.word()));
        }
        return new ProvisionWish(verb, given, steps, !body.json().path("disable_ramdisk").asBoolean(false), runbook);
    }

    private static String drive(JsonBody drive, Verb verb) {
        if (verb != Verb.DEPLOY && verb != Verb.REBUILD) {
            throw Problem.invalid(
                    "Adding a config drive is only supported when setting provision state to active or rebuild.");
        }
        var text = drive.json().isObject() ? drive.json().toString() : drive.json().textValue();
        if (text == null || text.length() > LONGEST_DRIVE) {
            throw Problem.invalid("'configdrive' is a string or an object of at most %d characters.".formatted(
                    LONGEST_DRIVE));
        }
        return text;
    }

    private static List<NodeStep> steps(JsonBody body, Verb verb) {
        for (var name : List.of("clean_steps", "deploy_steps", "service_steps")) {
            if (body.part(name).isPresent() && !name.equals(STEPS.get(verb))) {
                throw Problem.invalid("\"%s\" can not be given when setting target provision state to %s."
                        .formatted(name, verb.word()));
            }
        }
        var given = STEPS.containsKey(verb) ? body.part(STEPS.get(verb)) : Optional.<JsonBody>empty();
        return given.map(list -> listed(list, verb)).orElse(List.of());
    }

    private static List<NodeStep> listed(JsonBody list, Verb verb) {
        var items = list.items();
        if (items.size() > MOST_STEPS) {
            throw Problem.invalid("At most %d steps can be given.".formatted(MOST_STEPS));
        }
        return items.stream().map(item -> step(item, verb)).toList();
    }

    /// One step of a request, of a deploy template or of a runbook.
    static NodeStep step(JsonBody item, Verb verb) {
        item.only("interface", "step", "args", "priority", "order", "execute_on_child_nodes",
                "limit_child_node_execution");
        var area = item.needed("interface");
        if (!AREAS.contains(area)) {
            throw Problem.invalid("'%s' is no interface of a step; there are %s.".formatted(JsonBody.cut(area),
                    AREAS.stream().sorted().toList()));
        }
        var priority = item.number("priority").or(() -> item.number("order")).orElse(1);
        if (priority < 0 || ((verb == Verb.DEPLOY || verb == Verb.REBUILD) && !item.json().has("priority"))) {
            throw Problem.invalid("A deploy step has a 'priority' of 0 or more.");
        }
        var args = item.part("args").map(value -> MAPPER.convertValue(value.object().json(), ARGS)).orElse(Map.of());
        return new NodeStep(area, item.needed("step"), withoutNulls(args), priority);
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> args) {
        args.values().removeIf(java.util.Objects::isNull);
        return args;
    }
}
