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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What of a node or volume is secret, such as the password of a controller, lies in the key manager; in the node stands only by which id.
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
            if (!references(object).isEmpty()) {
                shown = shown.with(place, Optional.of(masked(object)));
            }
        }
        return shown;
    }

    /// Masks every secret in it.
    static ObjectNode masked(ObjectNode object) {
        references(object).keySet().forEach(name -> object.put(name, MASK));
        return object;
    }

    /// The fields with a reference in place of every secret; what was masked is what it was before.
    Fields hidden(Fields wanted, Fields before, UUID node) throws InterruptedException {
        var result = wanted;
        for (var place : PLACES) {
            var object = wanted.object(place);
            if (!names(object).isEmpty()) {
                result = result.with(place, Optional.of(hidden(object, before.object(place), "node " + node)));
            }
        }
        return result;
    }

    /// Puts a reference in place of every secret in it.
    ///
    /// @param whose for people who look through the database
    ObjectNode hidden(ObjectNode object, ObjectNode before, String whose) throws InterruptedException {
        for (var name : names(object)) {
            object.set(name, hidden(name, object.get(name), before.get(name), whose));
        }
        return object;
    }

    private static List<String> names(ObjectNode object) {
        return object.properties().stream().map(Map.Entry::getKey).filter(Credentials::secret).toList();
    }

    private JsonNode hidden(String name, JsonNode value, @Nullable JsonNode before, String whose)
            throws InterruptedException {
        if (before != null && reference(before).isPresent()
                && (value.equals(before) || MASK.equals(value.textValue()))) {
            return before;
        }
        if (!value.isTextual()) {
            throw Problem.invalid("'%s' is kept as a secret and must be a string.".formatted(JsonBody.cut(name)));
        }
        var bytes = value.textValue().getBytes(StandardCharsets.UTF_8);
        var id = secrets.keep(whose + " " + JsonBody.cut(name), new Secret(bytes));
        return JsonNodeFactory.instance.objectNode().put(REFERENCE, id.toString());
    }

    private static boolean secret(String name) {
        return SECRET.matcher(name.toLowerCase(java.util.Locale.ROOT)).matches();
    }

    /// Forgets the secrets that `before` named and `after` does not.
    void forget(Fields before, Fields after) throws InterruptedException {
        forget(ids(before), ids(after));
    }

    /// Forgets the secrets that `before` named and `after` does not.
    void forget(ObjectNode before, Optional<ObjectNode> after) throws InterruptedException {
        forget(references(before).values(),
                after.<Collection<UUID>>map(object -> references(object).values()).orElse(Set.of()));
    }

    private void forget(Collection<UUID> before, Collection<UUID> after) throws InterruptedException {
        for (var id : before) {
            if (!after.contains(id)) {
                secrets.forget(id);
            }
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
