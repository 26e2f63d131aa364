package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.micronaut.http.HttpRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// How a list is asked for.
///
/// @param limit 1 to 1000
record Listing(int limit, Optional<String> marker, HttpRequest<?> request) {
    private static final int MOST = 1000;

    static Listing of(HttpRequest<?> request) {
        var asked = request.getParameters();
        var limit = Optional.ofNullable(asked.get("limit")).map(Listing::limit).orElse(MOST);
        return new Listing(Math.min(limit, MOST), text(request, "marker"), request);
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw Problem.invalid("limit must be a whole number and not negative, not '" + JsonBody.cut(text) + "'.");
        }
        var limit = Integer.parseInt(text);
        return limit == 0 ? MOST : limit;
    }

    Optional<String> text(String name) {
        return text(request, name);
    }

    private static Optional<String> text(HttpRequest<?> request, String name) {
        var text = Optional.ofNullable(request.getParameters().get(name));
        if (text.isPresent() && text.get().indexOf('\0') >= 0) {
            throw Problem.invalid(name + " has no NUL in it.");
        }
        return text;
    }

    boolean flag(String name) {
        return text(name).map(text -> flag(name, text)).orElse(false);
    }

    /// True or false as clients write it.
    static boolean flag(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on", "t", "y", "" -> true;
            case "false", "0", "no", "off", "f", "n" -> false;
            default -> throw Problem.invalid("%s must be true or false, not '%s'.".formatted(name,
                    JsonBody.cut(text)));
        };
    }

    Optional<Integer> number(String name) {
        return text(name).map(text -> {
            if (!text.matches("[0-9]{1,9}")) {
                throw Problem.invalid("%s must be a whole number and not negative.".formatted(name));
            }
            return Integer.parseInt(text);
        });
    }

    /// A time as clients write it: with a zone or, in UTC, without.
    Optional<Instant> time(String name) {
        return text(name).map(text -> {
            try {
                return text.matches(".*(Z|[+-][0-9:]{2,6})$")
                        ? OffsetDateTime.parse(text.replace(' ', '+')).toInstant()
                        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException e) {
                throw new Problem(Problem.Kind.INVALID, name + " is no time such as 2026-05-01T10:00:00Z.", e);
            }
        });
    }

    /// An answer with a link to what comes after it, which keeps every filter.
    ///
    /// @param all one more than the limit, if there is one
    <T> ObjectNode answer(String name, List<T> all, Function<T, ObjectNode> view, Function<T, String> id,
            Origin origin) {
        var answer = View.object();
        var items = answer.putArray(name);
        var shown = all.subList(0, Math.min(limit, all.size()));
        shown.forEach(one -> items.add(view.apply(one)));
        if (all.size() > limit) {
            answer.putArray(name + "_links")
                    .addObject()
                    .put("rel", "next")
                    .put("href", origin.of(request.getPath()) + "?" + query(id.apply(shown.getLast())));
        }
        return answer;
    }

    private String query(String last) {
        var parts = new ArrayList<String>();
        request.getParameters().forEach((name, values) -> {
            if (!name.equals("marker")) {
                values.forEach(value -> parts.add(encoded(name) + "=" + encoded(value)));
            }
        });
        parts.add("marker=" + encoded(last));
        return String.join("&", parts);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
