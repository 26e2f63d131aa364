package io.gantry.plugin;

import io.gantry.api.secret.Secret;
import io.gantry.base.Suggestion;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Turns one word of the operator's file into the value of a type.
final class Scalars {
    static final String DURATION = "[0-9]{1,9}(ms|s|m|h)";
    private static final int LONGEST_NUMBER = 40;
    private static final int SHOWN = 40;
    private static final Pattern DURATION_PATTERN = Pattern.compile(DURATION);

    private final Mistakes mistakes;
    private final Path directory;
    private final References references;

    Scalars(Mistakes mistakes, Path directory, Map<String, String> environment) {
        this.mistakes = mistakes;
        this.directory = directory;
        this.references = new References(mistakes, directory, environment);
    }

    Optional<?> read(Class<?> type, Node at, String key, Limits limits) {
        if (!(at instanceof ScalarNode node)) {
            return mistakes.refuse(at, key + " is " + expected(type) + ", not " + name(at));
        }
        if (type == Secret.class) {
            return references.read(node, key);
        }
        if (type == boolean.class || type == Boolean.class) {
            return node.getTag().equals(Tag.BOOL)
                    ? Optional.of(Boolean.valueOf(node.getValue()))
                    : wrong(type, node, key);
        }
        if (type == int.class || type == long.class || type == double.class || type == Integer.class
                || type == Long.class || type == Double.class) {
            return number(type, node, key, limits);
        }
        if (!node.getTag().equals(Tag.STR)) {
            var hint = type == String.class && !node.getTag().equals(Tag.NULL) ? "; write it in quotes" : "";
            return mistakes.refuse(node, key + " is " + expected(type) + ", not " + shown(node) + hint);
        }
        return text(type, node, key, limits);
    }

    private Optional<?> text(Class<?> type, ScalarNode node, String key, Limits limits) {
        var text = node.getValue();
        if (type == String.class) {
            return Optional.of(text);
        }
        if (type == Duration.class) {
            return DURATION_PATTERN.matcher(text).matches()
                    ? limits.check(duration(text), node, key, mistakes)
                    : wrong(type, node, key);
        }
        if (type.isEnum()) {
            return constant(type, node, key);
        }
        try {
            if (type == Path.class && !text.isEmpty()) {
                return Optional.of(directory.resolve(text).normalize());
            }
            if (type == URI.class && new URI(text).isAbsolute()) {
                return Optional.of(new URI(text));
            }
        } catch (InvalidPathException | URISyntaxException e) {
            // Told below, in our words.
        }
        return wrong(type, node, key);
    }

    private Optional<?> constant(Class<?> type, ScalarNode node, String key) {
        var constants = constants(type);
        var known = constants.keySet().stream().toList();
        var constant = constants.get(node.getValue());
        return constant != null
                ? Optional.of(constant)
                : mistakes.refuse(node, key + " is " + expected(type) + ", not " + shown(node)
                        + Suggestion.text(node.getValue(), known));
    }

    private Optional<?> number(Class<?> type, ScalarNode node, String key, Limits limits) {
        var number = node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
        if (!number || node.getValue().length() > LONGEST_NUMBER) {
            return wrong(type, node, key);
        }
        var value = new BigDecimal(node.getValue());
        if (type == double.class || type == Double.class) {
            var real = value.doubleValue();
            return Double.isFinite(real) ? limits.check(real, node, key, mistakes) : wrong(type, node, key);
        }
        var small = type == int.class || type == Integer.class;
        var smallest = small ? Integer.MIN_VALUE : Long.MIN_VALUE;
        var largest = small ? Integer.MAX_VALUE : Long.MAX_VALUE;
        if (value.compareTo(BigDecimal.valueOf(smallest)) < 0 || value.compareTo(BigDecimal.valueOf(largest)) > 0) {
            return mistakes.refuse(node, key + " is from " + limits.least(smallest) + " to " + limits.most(largest)
                    + ", not " + shown(node));
        }
        if (value.stripTrailingZeros().scale() > 0) {
            return wrong(type, node, key);
        }
        Comparable<?> whole = small ? Integer.valueOf(value.intValue()) : (Comparable<?>) value.longValue();
        return limits.check(whole, node, key, mistakes);
    }

    private Optional<?> wrong(Class<?> type, ScalarNode node, String key) {
        return mistakes.refuse(node, key + " is " + expected(type) + ", not " + shown(node));
    }

    /// `30s` and the like; the text matches [#DURATION].
    static Duration duration(String text) {
        var digits = text.replaceAll("[a-z]", "");
        var amount = Long.parseLong(digits);
        return switch (text.substring(digits.length())) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /// Constants of an enum by the names that operators write.
    static Map<String, Object> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(constant -> kebab(((Enum<?>) constant).name()), constant -> constant,
                        (first, second) -> first, LinkedHashMap::new));
    }

    /// `maxFlows` and `MAX_FLOWS` are `max-flows`.
    static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + String.join(", ", constants(type).keySet());
        }
        return switch (type.getSimpleName()) {
            case "boolean", "Boolean" -> "true or false";
            case "int", "long", "Integer", "Long" -> "a whole number";
            case "double", "Double" -> "a number";
            case "Duration" -> "a duration such as 500ms, 30s, 5m or 2h";
            case "Path" -> "a path";
            case "URI" -> "a URI such as https://host/path";
            case "Secret" -> "a secret by reference, file:PATH, env:NAME or credential:NAME";
            default -> "a text";
        };
    }

    /// What a node is, in words.
    static String name(Node node) {
        return switch (node) {
            case MappingNode _ -> "a mapping";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar -> shown(scalar);
            default -> node.getNodeId() == NodeId.anchor ? "an alias" : "that";
        };
    }

    /// The value as the operator wrote it, if it is short.
    static String shown(ScalarNode node) {
        return node.getTag().equals(Tag.NULL) ? "empty" : quoted(node);
    }

    static String quoted(ScalarNode node) {
        var text = node.getValue().replaceAll("\\p{Cntrl}", "?");
        return '"' + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + '"';
    }

    /// Whether a value of that type is a text whatever it looks like.
    static boolean isText(Class<?> type) {
        return type.isEnum() || type == String.class || type == Duration.class || type == Path.class
                || type == URI.class || type == Secret.class;
    }

    /// The types read here.
    static boolean knows(Class<?> type) {
        return isText(type) || List.of(boolean.class, Boolean.class, int.class, Integer.class, long.class, Long.class,
                double.class, Double.class).contains(type);
    }
}
