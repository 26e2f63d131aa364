package io.gantry.plugin;

import io.gantry.api.Option;
import java.time.Duration;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// The smallest and the largest value of an option, as its vendor wrote them; empty means no limit.
record Limits(String min, String max) {
    static final Limits NONE = new Limits("", "");

    static Limits of(Option option) {
        return new Limits(option.min(), option.max());
    }

    String least(Object otherwise) {
        return min.isEmpty() ? otherwise.toString() : min;
    }

    String most(Object otherwise) {
        return max.isEmpty() ? otherwise.toString() : max;
    }

    <T extends Comparable<?>> Optional<T> check(T value, ScalarNode node, String key, Mistakes mistakes) {
        var small = !min.isEmpty() && compare(value, min) < 0;
        var large = !max.isEmpty() && compare(value, max) > 0;
        return small || large
                ? mistakes.refuse(node, key + " is " + text() + ", not " + Scalars.shown(node))
                : Optional.of(value);
    }

    /// For people who look it up; a dash if there are none.
    String words() {
        return min.isEmpty() && max.isEmpty() ? "-" : text();
    }

    private String text() {
        if (min.isEmpty() || max.isEmpty()) {
            return min.isEmpty() ? "at most " + max : "at least " + min;
        }
        return "from " + min + " to " + max;
    }

    private static int compare(Object value, String limit) {
        return switch (value) {
            case Duration duration -> duration.compareTo(Scalars.duration(limit));
            case Double number -> number.compareTo(Double.valueOf(limit));
            case Number number -> Long.compare(number.longValue(), Long.parseLong(limit));
            default -> 0;
        };
    }
}
