package io.gantry.plugin;

import io.gantry.api.Option;
import io.gantry.api.secret.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// Describes a record of options as JSON Schema 2020-12. It accepts what [Binder] accepts, but it cannot see the range of a duration,
/// whether a secret is there, nor what the record itself checks.
public final class Schema {
    private Schema() {}

    /// @throws IllegalArgumentException if a component lacks its [Option], has a type that options cannot have, a fallback that does not
    ///     fit, or a name that the host uses itself; the vendor's mistake
    public static Map<String, Object> of(Class<? extends Record> type) {
        for (var component : type.getRecordComponents()) {
            if (DriverEntry.RESERVED.contains(Scalars.kebab(component.getName()))) {
                throw wrong(component, "has a name that the host uses itself");
            }
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.putAll(record(type, Set.of()));
        return schema;
    }

    private static Map<String, Object> record(Class<? extends Record> type, Set<Class<?>> around) {
        if (around.contains(type)) {
            throw new IllegalArgumentException(type.getName() + " contains itself, which options cannot");
        }
        var within = new HashSet<>(around);
        within.add(type);
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (var component : type.getRecordComponents()) {
            var option = component.getAnnotation(Option.class);
            if (option == null) {
                throw wrong(component, "lacks @Option");
            }
            var key = Scalars.kebab(component.getName());
            properties.put(key, property(component, option, within));
            if (option.fallback().isEmpty() && component.getType() != Optional.class
                    && component.getType() != List.class && component.getType() != Map.class) {
                required.add(key);
            }
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(RecordComponent component, Option option, Set<Class<?>> around) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("description", option.value());
        schema.putAll(value(component, component.getGenericType(), option, around));
        if (!option.fallback().isEmpty()) {
            schema.put("default", fallback(component, option));
        }
        return schema;
    }

    private static Object fallback(RecordComponent component, Option option) {
        var mistakes = new Mistakes("fallback");
        var key = Scalars.kebab(component.getName());
        var text = Scalars.isText(component.getType());
        var node = Document.of(Map.of(key, text ? option.fallback() : plain(option.fallback())));
        if (component.getType() != Secret.class) {
            new Binder(mistakes).single(component, node);
        }
        if (!mistakes.isEmpty()) {
            throw wrong(component, "has a fallback that does not fit: " + mistakes.sorted().getFirst().message());
        }
        return text ? option.fallback() : plain(option.fallback());
    }

    private static Object plain(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static Map<String, Object> value(RecordComponent component, Type type, Option option,
            Set<Class<?>> around) {
        if (type instanceof ParameterizedType generic) {
            var parts = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return value(component, parts[0], option, around);
            }
            if (generic.getRawType() == List.class) {
                return Map.of("type", "array", "items", value(component, parts[0], option, around));
            }
            if (generic.getRawType() == Map.class && parts[0] == String.class) {
                return Map.of("type", "object", "additionalProperties", value(component, parts[1], option, around));
            }
        }
        if (type instanceof Class<?> raw && raw.isRecord()) {
            return record(raw.asSubclass(Record.class), around);
        }
        if (type instanceof Class<?> raw && Scalars.knows(raw)) {
            return scalar(raw, option);
        }
        throw wrong(component, "is a " + type.getTypeName() + ", which options cannot have");
    }

    private static Map<String, Object> scalar(Class<?> type, Option option) {
        var schema = new LinkedHashMap<String, Object>();
        if (type.isEnum()) {
            schema.put("enum", List.copyOf(Scalars.constants(type).keySet()));
        } else if (type == Duration.class) {
            schema.put("type", "string");
            schema.put("pattern", "^" + Scalars.DURATION + "$");
        } else if (type == Secret.class) {
            schema.put("type", "string");
            schema.put("pattern", "^" + References.PATTERN + "$");
            schema.put("writeOnly", true);
        } else if (type == Path.class) {
            schema.put("type", "string");
            schema.put("minLength", 1);
        } else if (type == URI.class) {
            schema.put("type", "string");
            schema.put("format", "uri");
        } else if (type == String.class) {
            schema.put("type", "string");
        } else if (type == boolean.class || type == Boolean.class) {
            schema.put("type", "boolean");
        } else {
            number(type, option, schema);
        }
        return schema;
    }

    private static void number(Class<?> type, Option option, Map<String, Object> schema) {
        if (type == double.class || type == Double.class) {
            schema.put("type", "number");
            if (!option.min().isEmpty()) {
                schema.put("minimum", Double.valueOf(option.min()));
            }
            if (!option.max().isEmpty()) {
                schema.put("maximum", Double.valueOf(option.max()));
            }
            return;
        }
        var small = type == int.class || type == Integer.class;
        var limits = Limits.of(option);
        schema.put("type", "integer");
        schema.put("minimum", Long.valueOf(limits.least(small ? Integer.MIN_VALUE : Long.MIN_VALUE)));
        schema.put("maximum", Long.valueOf(limits.most(small ? Integer.MAX_VALUE : Long.MAX_VALUE)));
    }

    private static IllegalArgumentException wrong(RecordComponent component, String what) {
        return new IllegalArgumentException(
                component.getDeclaringRecord().getName() + "." + component.getName() + " " + what);
    }
}
