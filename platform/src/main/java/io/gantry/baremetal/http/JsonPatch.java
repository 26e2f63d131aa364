package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Changes to a JSON object (RFC 6902), of which `add`, `replace` and `remove` are understood, as Ironic does.
///
/// @param operations in the order they are applied
record JsonPatch(List<Operation> operations) {
    private static final int MOST = 1000;
    private static final Set<String> OPERATIONS = Set.of("add", "replace", "remove");

    /// One change.
    ///
    /// @param path the names on the way, from the outermost
    record Operation(String op, List<String> path, Optional<JsonNode> value) {
        static Operation of(JsonBody body) {
            var item = body.only("op", "path", "value", "from");
            var op = item.needed("op");
            if (!OPERATIONS.contains(op)) {
                throw Problem.invalid("Unknown operation '%s' in a patch; there are %s.".formatted(JsonBody.cut(op),
                        OPERATIONS.stream().sorted().toList()));
            }
            var path = item.needed("path");
            if (!path.startsWith("/") || path.length() < 2) {
                throw Problem.invalid("Invalid path in patch: '%s'; it begins with '/' and names a field."
                        .formatted(JsonBody.cut(path)));
            }
            var value = Optional.ofNullable(item.json().get("value"));
            if (value.isEmpty() && !op.equals("remove")) {
                throw Problem.invalid("'value' is missing in the operation %s of %s.".formatted(op,
                        JsonBody.cut(path)));
            }
            return new Operation(op, Arrays.stream(path.substring(1).split("/", -1))
                    .map(name -> name.replace("~1", "/").replace("~0", "~"))
                    .toList(), value);
        }

        String root() {
            return path.getFirst();
        }

        private String last() {
            return path.getLast();
        }

        private String text() {
            return "/" + JsonBody.cut(String.join("/", path));
        }
    }

    static JsonPatch of(byte[] bytes) {
        var items = JsonBody.of(bytes, "patch").items();
        if (items.size() > MOST) {
            throw Problem.invalid("A patch has at most " + MOST + " operations.");
        }
        return new JsonPatch(items.stream().map(Operation::of).toList());
    }

    /// Changes `target` in place.
    ObjectNode apply(ObjectNode target) {
        for (var operation : operations) {
            var parent = parent(target, operation);
            switch (parent) {
                case ObjectNode object -> change(object, operation);
                case ArrayNode array -> change(array, operation);
                default -> throw wrong(operation, "there is no such place");
            }
        }
        return target;
    }

    private static JsonNode parent(ObjectNode target, Operation operation) {
        JsonNode at = target;
        for (var name : operation.path().subList(0, operation.path().size() - 1)) {
            var next = at instanceof ArrayNode array ? array.get(index(array, name, operation, false)) : at.get(name);
            if (next == null) {
                throw wrong(operation, "there is no '" + JsonBody.cut(name) + "'");
            }
            at = next;
        }
        return at;
    }

    private static void change(ObjectNode object, Operation operation) {
        var name = operation.last();
        var there = object.has(name);
        switch (operation.op()) {
            case "add" -> object.set(name, operation.value().orElseThrow());
            case "replace" -> {
                if (!there && operation.path().size() > 1) {
                    throw wrong(operation, "can't replace a non-existent object '" + JsonBody.cut(name) + "'");
                }
                object.set(name, operation.value().orElseThrow());
            }
            default -> {
                if (!there && operation.path().size() > 1) {
                    throw wrong(operation, "can't remove a non-existent object '" + JsonBody.cut(name) + "'");
                }
                object.remove(name);
            }
        }
    }

    private static void change(ArrayNode array, Operation operation) {
        var adds = operation.op().equals("add");
        var at = index(array, operation.last(), operation, adds);
        switch (operation.op()) {
            case "add" -> array.insert(at, operation.value().orElseThrow());
            case "replace" -> array.set(at, operation.value().orElseThrow());
            default -> array.remove(at);
        }
    }

    private static int index(ArrayNode array, String text, Operation operation, boolean end) {
        if (end && text.equals("-")) {
            return array.size();
        }
        if (text.matches("0|[1-9][0-9]{0,8}") && Integer.parseInt(text) < array.size() + (end ? 1 : 0)) {
            return Integer.parseInt(text);
        }
        throw wrong(operation, "there is no item '" + JsonBody.cut(text) + "'");
    }

    private static Problem wrong(Operation operation, String reason) {
        return Problem.invalid("Couldn't apply patch operation %s of '%s'. Reason: %s.".formatted(operation.op(),
                operation.text(), reason));
    }
}
