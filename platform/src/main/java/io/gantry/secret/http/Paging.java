package io.gantry.secret.http;

import io.gantry.base.Origin;
import io.gantry.secret.Found;
import io.gantry.secret.Window;
import io.micronaut.http.HttpRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Pages of a listing, with links to the next and the one before that keep whatever else was asked for.
final class Paging {
    private static final int MOST = 100;
    private static final int USUAL = 10;

    private Paging() {}

    /// What is no number counts as not given; what is out of bounds is taken to the nearest bound.
    static Window window(HttpRequest<?> request) {
        return new Window(number(request, "offset", 0, 0, Integer.MAX_VALUE),
                number(request, "limit", USUAL, 1, MOST));
    }

    private static int number(HttpRequest<?> request, String name, int usual, int least, int most) {
        try {
            var text = request.getParameters().get(name);
            return text == null ? usual : Math.clamp(Long.parseLong(text.strip()), least, most);
        } catch (NumberFormatException e) {
            return usual;
        }
    }

    static <T> Map<String, Object> page(HttpRequest<?> request, Origin origin, String name, Found<T> found,
            Function<T, ?> view) {
        var window = window(request);
        var page = new LinkedHashMap<String, Object>();
        page.put(name, found.items().stream().map(view).toList());
        page.put("total", found.total());
        if (window.offset() > 0) {
            page.put("previous", link(request, origin, window, Math.max(0, window.offset() - window.limit())));
        }
        if (found.total() > (long) window.offset() + window.limit()) {
            page.put("next", link(request, origin, window, window.offset() + window.limit()));
        }
        return page;
    }

    private static String link(HttpRequest<?> request, Origin origin, Window window, int offset) {
        List<String> parameters = new ArrayList<>();
        parameters.add("limit=" + window.limit());
        parameters.add("offset=" + offset);
        request.getParameters().forEach((key, values) -> {
            if (!key.equals("limit") && !key.equals("offset")) {
                values.forEach(value -> parameters.add(encoded(key) + "=" + encoded(value)));
            }
        });
        var path = request.getPath().substring(KeyManagerErrors.PREFIX.length()).replaceFirst("/+$", "");
        return Refs.of(origin).base() + path + "?" + String.join("&", parameters);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
