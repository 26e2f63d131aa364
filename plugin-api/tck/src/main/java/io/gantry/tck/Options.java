package io.gantry.tck;

import io.gantry.api.Option;
import io.gantry.api.secret.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The rules of [Option] for a record of options, as far as they can be seen before a host reads it.
final class Options {
    private static final Set<String> RESERVED = Set.of("driver", "enabled", "mandatory", "deadline", "concurrency",
            "host");
    private static final Set<Class<?>> PLAIN = Set.of(String.class, boolean.class, int.class, long.class, double.class,
            Boolean.class, Integer.class, Long.class, Double.class, Duration.class, Path.class, URI.class,
            Secret.class);

    private Options() {}

    /// @param outermost whether its components stand beside the host's own keys in the operator's file
    static List<String> mistakes(Class<?> type, boolean outermost) {
        var mistakes = new ArrayList<String>();
        for (var component : type.getRecordComponents()) {
            var where = type.getSimpleName() + "." + component.getName() + ": ";
            if (outermost && RESERVED.contains(kebab(component.getName()))) {
                mistakes.add(where + "the name is reserved for the host, as are " + RESERVED);
            }
            var option = component.getAnnotation(Option.class);
            if (option == null) {
                mistakes.add(where + "@Option is missing");
            } else {
                texts(component, option).map(where::concat).forEach(mistakes::add);
            }
            inner(component.getGenericType()).forEach(one -> {
                if (one.isRecord()) {
                    mistakes.addAll(mistakes(one, false));
                } else if (!one.isEnum() && !PLAIN.contains(one)) {
                    mistakes.add(where + "an option cannot be a " + one.getName());
                }
            });
        }
        return mistakes;
    }

    private static Stream<String> texts(RecordComponent component, Option option) {
        var mistakes = new ArrayList<String>();
        if (!option.value().matches("(?s)[A-Z'`].{7,}\\.")) {
            mistakes.add("the description is not a sentence: '" + option.value() + "'");
        }
        try {
            var type = component.getType();
            var fallback = value(type, option.fallback());
            var min = value(type, option.min());
            var max = value(type, option.max());
            if (least(min) > most(max)
                    || (fallback.isPresent() && (number(fallback) < least(min) || number(fallback) > most(max)))) {
                mistakes.add("min %s, fallback %s and max %s contradict each other".formatted(option.min(),
                        option.fallback(), option.max()));
            }
        } catch (IllegalArgumentException unreadable) {
            mistakes.add("fallback, min or max is not what an operator could write: " + unreadable.getMessage());
        }
        return mistakes.stream();
    }

    private static double least(Optional<Object> limit) {
        return limit.isEmpty() ? Double.NEGATIVE_INFINITY : number(limit);
    }

    private static double most(Optional<Object> limit) {
        return limit.isEmpty() ? Double.POSITIVE_INFINITY : number(limit);
    }

    private static double number(Optional<Object> value) {
        return switch (value.orElse(0)) {
            case Number number -> number.doubleValue();
            case Duration duration -> duration.toMillis();
            default -> 0;
        };
    }

    private static Optional<Object> value(Class<?> type, String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(parse(type, text));
    }

    private static Object parse(Class<?> type, String text) {
        return switch (type.getSimpleName()) {
            case "int", "Integer" -> Integer.valueOf(text);
            case "long", "Long" -> Long.valueOf(text);
            case "double", "Double" -> Double.valueOf(text);
            case "boolean", "Boolean" -> bool(text);
            case "Duration" -> duration(text);
            case "Path" -> Path.of(text);
            case "URI" -> URI.create(text);
            case "String" -> text;
            case "Secret" -> throw new IllegalArgumentException("a secret has no fallback");
            default -> constant(type, text);
        };
    }

    private static Object bool(String text) {
        if (!Set.of("true", "false").contains(text)) {
            throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        }
        return text;
    }

    private static Duration duration(String text) {
        if (!text.matches("[0-9]{1,9}(ms|s|m|h)")) {
            throw new IllegalArgumentException("'" + text + "' is no duration such as 500ms, 30s, 5m or 2h");
        }
        return text.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.parse("PT" + text);
    }

    private static Object constant(Class<?> type, String text) {
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .filter(one -> kebab(((Enum<?>) one).name()).equals(text))
                    .findAny()
                    .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no " + type.getSimpleName()));
        }
        throw new IllegalArgumentException(type.getSimpleName() + " takes no fallback and no limits");
    }

    private static Stream<Class<?>> inner(Type type) {
        return switch (type) {
            case ParameterizedType many when Set.of(List.class, Optional.class).contains(many.getRawType()) ->
                inner(many.getActualTypeArguments()[0]);
            case ParameterizedType many when many.getRawType() == Map.class
                    && many.getActualTypeArguments()[0] == String.class ->
                inner(many.getActualTypeArguments()[1]);
            case Class<?> one -> Stream.of(one);
            default -> Stream.of(Object.class);
        };
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
    }
}
