package io.gantry.plugin;

import io.gantry.api.Option;
import io.gantry.api.secret.Secret;
import io.gantry.base.Suggestion;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Makes a record of options from what the operator wrote. Every mistake is collected with its position; with a mistake there is no
/// record. It keeps nothing: whatever remembers a plugin's classes would keep the plugin from being unloaded.
public final class Binder {
    private final Mistakes mistakes;
    private final Scalars scalars;

    /// @param mistakes those of the file, which relative paths are relative to
    public Binder(Mistakes mistakes) {
        this(mistakes, System.getenv());
    }

    Binder(Mistakes mistakes, Map<String, String> environment) {
        var parent = Path.of(mistakes.file()).toAbsolutePath().normalize().getParent();
        this.mistakes = mistakes;
        this.scalars = new Scalars(mistakes, parent == null ? Path.of("/") : parent, environment);
    }

    /// The record, or nothing if there are mistakes.
    public <R extends Record> Optional<R> bind(Class<R> type, MappingNode node) {
        return record(type, node, Set.of());
    }

    /// The options of a driver instance; as above.
    public <R extends Record> Optional<R> bind(Class<R> type, DriverEntry entry) {
        return record(type, entry.options(), DriverEntry.RESERVED);
    }

    /// Only whether that component's value will do.
    void single(RecordComponent component, MappingNode node) {
        component(component, "it", Optional.of(node.getValue().getFirst().getValueNode()), node);
    }

    /// @param elsewhere keys that are read elsewhere, but may be what the operator meant
    private <R extends Record> Optional<R> record(Class<R> type, MappingNode node, Set<String> elsewhere) {
        Map<String, Node> given = new LinkedHashMap<>();
        Map<String, ScalarNode> keys = new LinkedHashMap<>();
        for (var tuple : node.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                given.put(key.getValue(), tuple.getValueNode());
                keys.put(key.getValue(), key);
            }
        }
        var values = new ArrayList<Object>();
        for (var component : type.getRecordComponents()) {
            var key = Scalars.kebab(component.getName());
            keys.remove(key);
            component(component, key, Optional.ofNullable(given.get(key)), node).ifPresent(values::add);
        }
        var known = new LinkedHashSet<>(Stream.of(type.getRecordComponents())
                .map(component -> Scalars.kebab(component.getName()))
                .toList());
        for (var key : keys.values()) {
            var candidates = new LinkedHashSet<>(known);
            candidates.addAll(elsewhere);
            mistakes.add(key, "unknown key " + Scalars.quoted(key)
                    + Suggestion.of(key.getValue(), candidates)
                            .map(near -> " (did you mean " + near + "?)")
                            .orElse(known.isEmpty()
                                    ? "; there are no options"
                                    : "; known are " + String.join(", ", known)));
        }
        return values.size() < type.getRecordComponents().length || !keys.isEmpty()
                ? Optional.empty()
                : construct(type, values, node);
    }

    private <R extends Record> Optional<R> construct(Class<R> type, List<Object> values, MappingNode node) {
        var types = Stream.of(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values.toArray()));
        } catch (InvocationTargetException e) {
            // The vendor's own check of what belongs together. Its text might repeat a secret that it was given.
            var secret = Stream.of(types).anyMatch(part -> part == Secret.class);
            var why = secret || e.getCause() == null ? "" : ": " + e.getCause().getMessage();
            return mistakes.refuse(node, "these options do not go together" + why);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot build " + type.getName(), e);
        }
    }

    private Optional<?> component(RecordComponent component, String key, Optional<Node> given, MappingNode parent) {
        var option = component.getAnnotation(Option.class);
        if (option == null) {
            throw new IllegalArgumentException(component.getDeclaringRecord().getName() + "." + component.getName()
                    + " lacks @Option");
        }
        var raw = component.getType();
        if (given.isPresent()) {
            return value(component.getGenericType(), given.get(), key, Limits.of(option));
        }
        if (!option.fallback().isEmpty()) {
            var node = fallback(option.fallback(), Scalars.isText(raw), parent);
            return value(component.getGenericType(), node, key, Limits.of(option));
        }
        if (raw == Optional.class) {
            return Optional.of(Optional.empty());
        }
        if (raw == List.class || raw == Map.class) {
            return Optional.of(raw == List.class ? List.of() : Map.of());
        }
        return mistakes.refuse(parent, "the key " + key + " is missing: " + option.value());
    }

    /// The fallback as if it stood where the parent does.
    private static Node fallback(String text, boolean literally, MappingNode parent) {
        var node = literally ? null : Document.value(text);
        return node == null || node instanceof ScalarNode
                ? new ScalarNode(node == null ? Tag.STR : node.getTag(), text, parent.getStartMark(),
                        parent.getEndMark(), DumperOptions.ScalarStyle.PLAIN)
                : node;
    }

    private Optional<?> value(Type type, Node node, String key, Limits limits) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)) {
            return mistakes.refuse(node, key + " has no value; give it one or remove the key");
        }
        if (type instanceof ParameterizedType generic) {
            var parts = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                var inner = value(parts[0], node, key, limits);
                return inner.isEmpty() ? inner : Optional.of(inner);
            }
            return generic.getRawType() == List.class
                    ? list(parts[0], node, key, limits)
                    : map(parts[1], node, key, limits);
        }
        var raw = (Class<?>) type;
        if (raw.isRecord() || raw == MappingNode.class) {
            if (!(node instanceof MappingNode mapping)) {
                return mistakes.refuse(node, key + " is a mapping of keys to values, not " + Scalars.name(node));
            }
            return raw.isRecord() ? record(raw.asSubclass(Record.class), mapping, Set.of()) : Optional.of(mapping);
        }
        return scalars.read(raw, node, key, limits);
    }

    private Optional<?> list(Type item, Node node, String key, Limits limits) {
        if (!(node instanceof SequenceNode sequence)) {
            return mistakes.refuse(node, key + " is a list, not " + Scalars.name(node));
        }
        var items = new ArrayList<Object>();
        for (var i = 0; i < sequence.getValue().size(); i++) {
            value(item, sequence.getValue().get(i), key + "[" + i + "]", limits).ifPresent(items::add);
        }
        return items.size() < sequence.getValue().size() ? Optional.empty() : Optional.of(List.copyOf(items));
    }

    private Optional<?> map(Type item, Node node, String key, Limits limits) {
        if (!(node instanceof MappingNode mapping)) {
            return mistakes.refuse(node, key + " is a mapping of keys to values, not " + Scalars.name(node));
        }
        var items = new LinkedHashMap<String, Object>();
        for (var tuple : mapping.getValue()) {
            var name = ((ScalarNode) tuple.getKeyNode()).getValue();
            value(item, tuple.getValueNode(), key + "." + name, limits).ifPresent(found -> items.put(name, found));
        }
        return items.size() < mapping.getValue().size()
                ? Optional.empty()
                : Optional.of(Collections.unmodifiableMap(items));
    }
}
