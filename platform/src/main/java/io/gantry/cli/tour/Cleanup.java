package io.gantry.cli.tour;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.cli.Api;
import io.gantry.cli.Failure;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Removes what the tour made, and what an earlier tour left whose process is gone.
final class Cleanup implements Chapter {
    private static final Pattern NAME = Pattern.compile("(tour-(\\d{1,10})-[0-9a-f]{6})-[a-z]+");
    private static final int NOT_FOUND = 404;

    /// A kind of thing that the tour makes.
    ///
    /// @param api which lists them
    /// @param listing its path
    /// @param removal takes one away
    private record Kind(Api api, String name, String listing, Consumer<JsonNode> removal) {}

    private final String tag = "tour-" + ProcessHandle.current().pid() + "-"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), 6);
    private final List<Kind> kinds;

    Cleanup(Api api) {
        var removal = new Removal(api);
        this.kinds = List.of(new Kind(api, "guests", "/guests", removal::guest),
                new Kind(api.at("/baremetal/v1"), "nodes", "/nodes/detail?limit=1000", removal::node),
                new Kind(api, "images", "/images?limit=1000", removal::image),
                new Kind(api.at("/key-manager/v1"), "secrets", "/secrets?limit=100&sort=created:desc", removal::secret),
                new Kind(api, "instances", "/instances", removal::instance));
    }

    /// With which the names of everything this tour makes begin.
    String tag() {
        return tag;
    }

    @Override
    public List<TourStep> steps() {
        return List.of(new TourStep("Everything the tour made is removed", guide -> {
            remove(found(true)).forEach(guide::say);
            guide.expect("what is left of it", List.of(), names(found(true)));
        }));
    }

    /// @return what was removed of earlier tours, and what could not be
    List<String> removeLeftovers() {
        var leftovers = found(false);
        var told = new ArrayList<>(names(leftovers).stream().map(name -> "an earlier tour left " + name).toList());
        told.addAll(remove(leftovers));
        return told;
    }

    private record Found(Kind kind, JsonNode object) {
        String name() {
            return object.path("name").asText();
        }
    }

    private List<Found> found(boolean own) {
        return kinds.stream().flatMap(kind -> found(kind, own)).toList();
    }

    private Stream<Found> found(Kind kind, boolean own) {
        return kind.api()
                .list(kind.listing(), kind.name())
                .stream()
                .map(object -> new Found(kind, object))
                .filter(found -> own ? found.name().startsWith(tag + "-") : isAbandoned(found.name()));
    }

    private boolean isAbandoned(String name) {
        var matcher = NAME.matcher(name);
        return matcher.matches() && !matcher.group(1).equals(tag)
                && ProcessHandle.of(Long.parseLong(matcher.group(2))).isEmpty();
    }

    private static List<String> names(List<Found> all) {
        return all.stream().map(Found::name).toList();
    }

    /// @return what went wrong
    private static List<String> remove(List<Found> all) {
        var troubles = new ArrayList<String>();
        for (var found : all) {
            try {
                found.kind().removal().accept(found.object());
            } catch (Failure e) {
                if (e.status() != NOT_FOUND) {
                    troubles.add(found.name() + " is not removed: " + e.line());
                }
            }
        }
        return troubles;
    }

    /// Removes what there is, without a word.
    void removeSilently() {
        try {
            remove(found(true));
        } catch (Failure e) {
            // The host is gone as well; the next tour removes what is left.
        }
    }
}
