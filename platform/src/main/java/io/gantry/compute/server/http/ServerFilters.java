package io.gantry.compute.server.http;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.compute.server.ServerQuery;
import io.gantry.compute.server.Status;
import io.gantry.identity.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Reads which servers a list is to have.
final class ServerFilters {
    private static final Set<String> KNOWN = Set.of("limit", "marker", "name", "display_name", "status", "vm_state",
            "host", "node", "hypervisor_hostname", "all_tenants", "project_id", "tenant_id", "user_id", "image",
            "image_ref", "flavor", "deleted", "changes-since", "changes-before", "sort_key", "sort_dir");
    private static final int STRICT = 75;

    private ServerFilters() {}

    /// What only administrators list by is not heeded for others.
    static ServerQuery of(Caller caller, Listing listing) {
        check(listing);
        var admin = caller.has("admin");
        var everybodys = admin && listing.flag("all_tenants");
        var wanted = listing.text("project_id").or(() -> listing.text("tenant_id")).filter(id -> everybodys);
        return new ServerQuery(everybodys ? wanted : Optional.of(caller.project()),
                listing.text("user_id").filter(id -> admin),
                listing.text("name").or(() -> listing.text("display_name")).map(ServerFilters::plain),
                statuses(listing),
                listing.text("host")
                        .or(() -> listing.text("node"))
                        .or(() -> listing.text("hypervisor_hostname"))
                        .filter(host -> admin),
                listing.text("image").or(() -> listing.text("image_ref")).map(ServerFilters::image),
                listing.text("flavor"), admin && listing.flag("deleted"), listing.time("changes-since"),
                listing.time("changes-before"), ascending(listing), listing.marker().map(ServerFilters::marker),
                listing.limit() + 1);
    }

    private static void check(Listing listing) {
        for (var name : listing.request().getParameters().names()) {
            if (!KNOWN.contains(name) && ComputeVersion.of(listing.request()) >= STRICT) {
                throw Problem.invalid("Servers cannot be listed by '%s'.".formatted(JsonBody.cut(name)));
            }
        }
    }

    /// Of a pattern only what begins and ends it is known.
    private static String plain(String pattern) {
        return pattern.replaceFirst("^\\^", "").replaceFirst("\\$$", "");
    }

    /// A word that is none finds nothing.
    private static List<Status> statuses(Listing listing) {
        var words = listing.request().getParameters().getAll("status");
        var known = words.stream().flatMap(word -> ServerView.status(word).stream()).toList();
        if (!words.isEmpty() && known.isEmpty()) {
            throw Problem.invalid("There is no status '%s'; there are %s.".formatted(JsonBody.cut(words.getFirst()),
                    List.of(Status.values())));
        }
        return known;
    }

    private static boolean ascending(Listing listing) {
        var key = listing.text("sort_key").orElse("created_at");
        if (!key.equals("created_at")) {
            throw Problem.invalid("Servers are sorted by created_at, not by '%s'.".formatted(JsonBody.cut(key)));
        }
        return switch (listing.text("sort_dir").orElse("desc")) {
            case "asc" -> true;
            case "desc" -> false;
            default -> throw Problem.invalid("sort_dir is asc or desc.");
        };
    }

    private static UUID image(String text) {
        return JsonBody.parsed(text.replaceFirst(".*/", "")).orElse(new UUID(0, 0));
    }

    private static UUID marker(String text) {
        return JsonBody.parsed(text)
                .orElseThrow(() -> Problem.invalid("marker [%s] not found".formatted(JsonBody.cut(text))));
    }
}
