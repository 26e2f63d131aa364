package io.gantry.secret.http;

import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.gantry.secret.SecretQuery;
import io.gantry.secret.SecretQuery.Bound;
import io.gantry.secret.SecretQuery.Comparison;
import io.gantry.secret.SecretQuery.Field;
import io.gantry.secret.SecretQuery.Order;
import io.gantry.secret.SecretType;
import io.micronaut.http.HttpRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads which secrets a client looks for.
final class SecretFilters {
    private static final int MOST = 16;

    private SecretFilters() {}

    static SecretQuery query(Caller caller, HttpRequest<?> request) {
        var listed = parameter(request, "acl_only").filter("true"::equalsIgnoreCase).isPresent();
        var times = new ArrayList<Bound>();
        for (var field : List.of(Field.CREATED, Field.UPDATED, Field.EXPIRATION)) {
            parameter(request, word(field)).ifPresent(text -> times.addAll(bounds(field, text)));
        }
        var type = parameter(request, "secret_type");
        return new SecretQuery(listed ? Optional.empty() : Optional.of(caller.project()),
                listed ? Optional.of(caller.user()) : Optional.empty(), parameter(request, "name"),
                parameter(request, "alg"), parameter(request, "mode"), bits(request), type.map(SecretFilters::type),
                times, parameter(request, "sort").map(SecretFilters::order).orElse(List.of()),
                Paging.window(request));
    }

    private static Optional<String> parameter(HttpRequest<?> request, String name) {
        return Optional.ofNullable(request.getParameters().get(name)).filter(Predicate.not(String::isEmpty));
    }

    /// What is no number, and 0, ask for nothing.
    private static Optional<Integer> bits(HttpRequest<?> request) {
        try {
            return parameter(request, "bits").map(Integer::valueOf).filter(bits -> bits != 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static SecretType type(String word) {
        return NewSecret.type(word)
                .orElseThrow(() -> bad("secret_type is symmetric, public, private, passphrase, certificate or opaque"));
    }

    private static String word(Field field) {
        return field.name().toLowerCase(Locale.ROOT);
    }

    private static List<Bound> bounds(Field field, String text) {
        var bounds = new ArrayList<Bound>();
        for (var part : text.split(",", MOST)) {
            var colon = part.indexOf(':');
            var comparison = comparison(colon < 0 ? "" : part.substring(0, colon));
            var time = comparison == Comparison.EXACTLY ? part : part.substring(colon + 1);
            bounds.add(new Bound(field, comparison, Times.read(time, word(field))));
        }
        var lower = bounds.stream().filter(one -> one.comparison().compareTo(Comparison.EXACTLY) >= 0).count();
        var upper = bounds.stream().filter(one -> one.comparison().compareTo(Comparison.EXACTLY) <= 0).count();
        if (lower > 1 || upper > 1) {
            throw bad(word(field) + " has at most one lower and one upper bound");
        }
        return bounds;
    }

    private static Comparison comparison(String word) {
        return switch (word) {
            case "gt" -> Comparison.AFTER;
            case "gte" -> Comparison.NOT_BEFORE;
            case "lt" -> Comparison.BEFORE;
            case "lte" -> Comparison.NOT_AFTER;
            default -> Comparison.EXACTLY;
        };
    }

    private static List<Order> order(String text) {
        var order = new ArrayList<Order>();
        var seen = EnumSet.noneOf(Field.class);
        for (var part : text.split(",", MOST)) {
            var words = part.split(":", 2);
            var field = field(words[0]);
            var direction = words.length == 1 ? "asc" : words[1];
            if (!seen.add(field) || (!direction.equals("asc") && !direction.equals("desc"))) {
                throw bad("sort names each key once, with :asc or :desc");
            }
            order.add(new Order(field, direction.equals("desc")));
        }
        return order;
    }

    private static Field field(String word) {
        for (var field : Field.values()) {
            if (word(field).equals(word)) {
                return field;
            }
        }
        throw bad(
                "sort keys are algorithm, bit_length, created, expiration, mode, name, secret_type, status and updated");
    }

    private static Problem bad(String why) {
        return Problem.invalid("URI provided invalid query string parameters: " + why + ".");
    }
}
