package io.gantry.plugin;

import io.gantry.api.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The page about a driver for those who configure it, in Markdown: what its class, the record of its options and the vendor's text say.
///
/// The vendor's text is the resource `drivers/ID.md` of the plugin: sections that begin with `##`. The options come before its section
/// `## Sample`, or at the end.
public final class Guide {
    private static final int LONGEST = 1 << 18;
    private static final String SAMPLE = "## Sample";

    private Guide() {}

    /// The page of a driver of a loaded plugin.
    public static String of(DriverType type) {
        var text = text(type);
        var page = new StringBuilder("# `%s`\n\n%s\n\n".formatted(type.id(), type.description()));
        page.append("| kind | can also be | plugin |\n|---|---|---|\n| `%s` | %s | `%s` |\n\n".formatted(type.kind(),
                type.roles().isEmpty() ? "-" : "`" + String.join("`, `", type.roles()) + "`", type.plugin()));
        var at = (text + "\n").indexOf(SAMPLE + "\n");
        var before = at < 0 ? text : text.substring(0, at).strip();
        page.append(before).append(before.isEmpty() ? "" : "\n\n").append(options(type));
        return (at < 0 ? page : page.append("\n\n").append(text.substring(at))).append("\n").toString();
    }

    private static String text(DriverType type) {
        var name = "drivers/" + type.id() + ".md";
        try (var in = type.constructor().getDeclaringClass().getClassLoader().getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " of plugin " + type.plugin(), e);
        }
    }

    private static String options(DriverType type) {
        var rows = new ArrayList<String>();
        type.options().ifPresent(options -> rows(options, "", rows));
        return rows.isEmpty()
                ? "## Options\n\nNone."
                : "## Options\n\n| option | type | default | range | example | means |\n|---|---|---|---|---|---|\n"
                        + String.join("\n", rows);
    }

    private static void rows(Class<? extends Record> options, String around, List<String> rows) {
        for (var component : options.getRecordComponents()) {
            var option = component.getAnnotation(Option.class);
            var key = around + Scalars.kebab(component.getName());
            var inner = new TreeMap<String, Class<? extends Record>>();
            var words = words(component.getGenericType(), key, inner);
            rows.add("| `%s` | %s | %s | %s | %s | %s |".formatted(key, words, fallback(component, option),
                    Limits.of(option).words(), example(option), cell(option.value())));
            inner.forEach((below, record) -> rows(record, below, rows));
        }
    }

    private static String words(Type type, String key, Map<String, Class<? extends Record>> inner) {
        if (type instanceof ParameterizedType generic) {
            var parts = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return "list of: " + words(parts[0], key + "[]", inner);
            }
            return generic.getRawType() == Map.class
                    ? "map of names to: " + words(parts[1], key + ".NAME", inner)
                    : words(parts[0], key, inner);
        }
        var raw = (Class<?>) type;
        if (raw.isRecord()) {
            inner.put(key + ".", raw.asSubclass(Record.class));
            return "map";
        }
        return raw.isEnum() ? "`" + String.join("`, `", Scalars.constants(raw).keySet()) + "`" : Scalars.expected(raw);
    }

    private static String fallback(RecordComponent component, Option option) {
        if (!option.fallback().isEmpty()) {
            return "`" + cell(option.fallback()) + "`";
        }
        var type = component.getType();
        return type == Optional.class || type == List.class || type == Map.class ? "-" : "required";
    }

    private static String example(Option option) {
        var text = option.example().isEmpty() ? option.fallback() : option.example();
        return text.isEmpty() ? "-" : "`" + cell(text) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }
}
