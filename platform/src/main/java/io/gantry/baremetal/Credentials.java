package io.gantry.baremetal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.api.secret.Secret;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.secret.HostSecrets;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// What of a node is secret, such as the password of its controller, lies in the key manager; in the node stands only by which id.
@Singleton
final class Credentials {
    /// What is shown instead, and what leaves it as it is when it is sent back.
    static final String MASK = "******";

    private static final String REFERENCE = "$secret";
    private static final List<NodeField> PLACES = List.of(NodeField.DRIVER_INFO, NodeField.INSTANCE_INFO);
    private static final Pattern SECRET = Pattern.compile(".*(password|secret|token|private_key).*|configdrive");

    private final HostSecrets secrets;

    Credentials(HostSecrets secrets) {
        this.secrets = secrets;
    }

    /// The fields with every secret masked, as people see them.
    static Fields masked(Fields fields) {
        var shown = fields;
        for (var place : PLACES) {
            var object = fields.object(place);
            if (references(object).isEmpty()) {
                continue;
            }
            references(object).keySet().forEach(name -> object.put(name, MASK));
            shown = shown.with(place, Optional.of(object));
        }
        return shown;
    }

    /// The fields with a reference in place of every secret; what was masked is what it was before.
    Fields hidden(Fields wanted, Fields before, UUID node) throws InterruptedException {
        var result = wanted;
        for (var place : PLACES) {
            var object = wanted.object(place);
            var names = object.properties().stream().map(Map.Entry::getKey).filter(Credentials::secret).toList();
            var old = before.object(place);
            for (var name : names) {
                object.set(name, hidden(name, object.get(name), old.get(name), node));
            }
            if (!names.isEmpty()) {
                result = result.with(place, Optional.of(object));
            }
        }
        return result;
    }

    private JsonNode hidden(String name, JsonNode value, JsonNode before, UUID node) throws InterruptedException {
        if (before != null && reference(before).isPresent()
                && (value.equals(before) || MASK.equals(value.textValue()))) {
            return before;
        }
        if (!value.isTextual()) {
            throw Problem.invalid("'%s' is kept as a secret and must be a string.".formatted(JsonBody.cut(name)));
        }
        var bytes = value.textValue().getBytes(StandardCharsets.UTF_8);
        var id = secrets.keep("node %s %s".formatted(node, JsonBody.cut(name)), new Secret(bytes));
        return JsonNodeFactory.instance.objectNode().put(REFERENCE, id.toString());
    }

    private static boolean secret(String name) {
        return SECRET.matcher(name.toLowerCase(java.util.Locale.ROOT)).matches();
    }

    /// Forgets the secrets that `before` named and `after` does not.
    void forget(Fields before, Fields after) throws InterruptedException {
        var gone = ids(before);
        gone.removeAll(ids(after));
        for (var id : gone) {
            secrets.forget(id);
        }
    }

    /// The secrets in that field; the caller closes them.
    Map<String, Secret> open(Fields fields, NodeField place) throws InterruptedException {
        var all = new HashMap<String, Secret>();
        for (var entry : references(fields.object(place)).entrySet()) {
            all.put(entry.getKey(), secrets.read(entry.getValue()));
        }
        return all;
    }

    private static Set<UUID> ids(Fields fields) {
        var all = new HashSet<UUID>();
        PLACES.forEach(place -> all.addAll(references(fields.object(place)).values()));
        return all;
    }

    private static Map<String, UUID> references(ObjectNode object) {
        var all = new HashMap<String, UUID>();
        object.properties().forEach(entry -> {
            if (secret(entry.getKey())) {
                reference(entry.getValue()).ifPresent(id -> all.put(entry.getKey(), id));
            }
        });
        return all;
    }

    private static Optional<UUID> reference(JsonNode value) {
        return Optional.ofNullable(value.get(REFERENCE)).map(JsonNode::asText).flatMap(JsonBody::parsed);
    }
}
