package io.gantry.baremetal.port;

import io.gantry.base.Suggestion;
import io.gantry.plugin.Mistakes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/// The keys of one mapping of the file. Those that are not known are mistakes.
final class Keys {
    private static final int LONGEST_NUMBER = 9;
    private static final int SHOWN = 40;

    private final MappingNode mapping;
    private final Mistakes mistakes;
    private final Map<String, Node> values = new LinkedHashMap<>();

    Keys(MappingNode mapping, Mistakes mistakes, List<String> known) {
        this.mapping = mapping;
        this.mistakes = mistakes;
        for (var tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                values.put(key.getValue(), tuple.getValueNode());
                if (!known.contains(key.getValue())) {
                    mistakes.add(key, "unknown key " + quoted(key) + Suggestion.of(key.getValue(), known)
                            .map(near -> " (did you mean " + near + "?)")
                            .orElse("; known are " + String.join(", ", known)));
                }
            }
        }
    }

    Optional<Node> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /// @param what it is, for who forgot it
    Optional<Node> required(String key, String what) {
        var value = find(key);
        if (value.isEmpty()) {
            mistakes.add(mapping, "the key " + key + " is missing: " + what);
        }
        return value;
    }

    /// A whole number that may be missing.
    ///
    /// @param least the smallest that will do
    Optional<Integer> whole(String key, int least) {
        var node = find(key);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        var value = node.filter(ScalarNode.class::isInstance)
                .map(ScalarNode.class::cast)
                .filter(scalar -> scalar.getTag().equals(Tag.INT) && scalar.getValue().length() <= LONGEST_NUMBER)
                .map(scalar -> Integer.valueOf(scalar.getValue()))
                .filter(number -> number >= least);
        if (value.isEmpty()) {
            mistakes.add(node.get(), key + " is a whole number"
                    + (least == Integer.MIN_VALUE ? "" : ", at least " + least) + ", not " + shown(node.get()));
        }
        return value;
    }

    /// The text that a value is.
    Optional<ScalarNode> text(String key, Node node) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
            return Optional.of(scalar);
        }
        mistakes.add(node, key + " is a text, not " + shown(node));
        return Optional.empty();
    }

    private static String shown(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar.getTag().equals(Tag.NULL) ? "empty" : quoted(scalar);
            case MappingNode _ -> "a mapping";
            default -> "a list";
        };
    }

    static String quoted(ScalarNode node) {
        var text = node.getValue().replaceAll("\\p{Cntrl}", "?");
        return '"' + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + '"';
    }
}
