package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.micronaut.http.HttpRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// How a list is asked for: `limit`, `marker`, `sort_key`, `sort_dir`, `fields` and `detail`.
///
/// @param limit 1 to 1000
/// @param fields only these; empty for those that a list usually has
record Listing(int limit, Optional<UUID> marker, String sort, boolean descending, Optional<Set<String>> fields,
        boolean detail, HttpRequest<?> request) {
    private static final int MOST = 1000;

    static Listing of(HttpRequest<?> request) {
        var asked = request.getParameters();
        var limit = Optional.ofNullable(asked.get("limit")).map(Listing::limit).orElse(MOST);
        var marker = Optional.ofNullable(asked.get("marker"))
                .map(text -> JsonBody.parsed(text)
                        .orElseThrow(
                                () -> Problem.invalid("'marker' must be a UUID, not '" + JsonBody.cut(text) + "'.")));
        var direction = Optional.ofNullable(asked.get("sort_dir")).orElse("asc");
        if (!direction.equals("asc") && !direction.equals("desc")) {
            throw Problem.invalid("Invalid sort direction: %s. Acceptable values are 'asc' or 'desc'."
                    .formatted(JsonBody.cut(direction)));
        }
        var detail = flag(request, "detail");
        var fields = Optional.ofNullable(asked.get("fields"))
                .<Set<String>>map(text -> new LinkedHashSet<>(Arrays.asList(text.split(",", 200))));
        if (detail && fields.isPresent()) {
            throw Problem.invalid("Can't fetch a subset of fields with 'detail' set.");
        }
        return new Listing(Math.min(limit, MOST), marker,
                Optional.ofNullable(asked.get("sort_key")).orElse("id"), direction.equals("desc"), fields, detail,
                request);
    }

    private static int limit(String text) {
        if (text.matches("[1-9][0-9]{0,8}")) {
            return Integer.parseInt(text);
        }
        throw Problem.invalid("Limit must be a positive number, not '" + JsonBody.cut(text) + "'.");
    }

    static boolean flag(HttpRequest<?> request, String name) {
        return Optional.ofNullable(request.getParameters().get(name)).map(text -> flag(name, text)).orElse(false);
    }

    /// True or false as clients write it.
    static boolean flag(String name, String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "true", "1", "yes", "on", "t", "y" -> true;
            case "false", "0", "no", "off", "f", "n" -> false;
            default -> throw Problem.invalid("'%s' must be true or false, not '%s'.".formatted(name,
                    JsonBody.cut(text)));
        };
    }

    /// An answer with a link to what comes after it, which keeps every filter.
    <T> ObjectNode answer(String name, List<T> all, Function<T, ? extends JsonNode> view, Function<T, UUID> id,
            Origin origin) {
        var answer = View.object();
        var items = answer.putArray(name);
        all.forEach(one -> items.add(view.apply(one)));
        if (all.size() == limit) {
            answer.put("next", origin.of(request.getPath()) + "?" + query(id.apply(all.getLast())));
        }
        return answer;
    }

    private String query(UUID last) {
        var parts = new ArrayList<String>();
        request.getParameters().forEach((name, values) -> {
            if (!name.equals("marker") && !name.equals("limit")) {
                values.forEach(value -> parts.add(encoded(name) + "=" + encoded(value)));
            }
        });
        parts.add("limit=" + limit);
        parts.add("marker=" + last);
        return String.join("&", parts);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// The same with all that there is to tell.
    Listing detailed() {
        return new Listing(limit, marker, sort, descending, Optional.empty(), true, request);
    }

    /// Only the fields that were asked for; all if none was.
    ObjectNode shownWhole(ObjectNode view) {
        var names = new LinkedHashSet<String>();
        view.fieldNames().forEachRemaining(names::add);
        return shown(view, names);
    }

    /// Only the fields that were asked for.
    ///
    /// @param usual what a list has when nobody says what he wants
    ObjectNode shown(ObjectNode view, Set<String> usual) {
        var wanted = detail ? Optional.<Set<String>>empty() : Optional.of(fields.orElse(usual));
        if (wanted.isEmpty()) {
            return view;
        }
        var unknown = wanted.get().stream().filter(name -> !view.has(name)).findFirst();
        if (unknown.isPresent() && fields.isPresent()) {
            throw Problem.invalid("Field(s) \"%s\" are not valid.".formatted(JsonBody.cut(unknown.get())));
        }
        var kept = new LinkedHashSet<>(wanted.get());
        kept.add("links");
        view.retain(kept);
        return view;
    }
}
