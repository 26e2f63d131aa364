package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.BareMetalNode;
import io.gantry.baremetal.BriefNode;
import io.gantry.baremetal.NodeField;
import io.gantry.baremetal.NodeQuery;
import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.Reach;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Lists of nodes: all, and those in one chassis.
@Singleton
final class NodeLists {
    private static final Set<String> FILTERS = Set.of("chassis_uuid", "instance_uuid", "instance_name", "associated",
            "maintenance", "retired", "provision_state", "driver", "resource_class", "fault", "conductor_group",
            "owner", "lessee", "shard", "sharded", "description_contains", "parent_node");
    private static final Set<String> FLAGS = Set.of("associated", "maintenance", "retired", "sharded");
    private static final Set<String> OTHERS = Set.of("limit", "marker", "sort_key", "sort_dir", "fields", "detail",
            "project", "conductor", "include_children");
    private static final int SHARDS_SINCE = 82;

    private final Nodes nodes;
    private final NodeView view;
    private final NodeDetails details;

    NodeLists(Nodes nodes, NodeView view, NodeDetails details) {
        this.nodes = nodes;
        this.details = details;
        this.view = view;
    }

    ObjectNode all(Caller caller, Listing listing, Origin origin) {
        return list(caller, listing, origin, filters(listing.request()));
    }

    ObjectNode within(Caller caller, Listing listing, Origin origin, UUID chassis) {
        var filters = filters(listing.request());
        filters.put("chassis_uuid", chassis.toString());
        return list(caller, listing, origin, filters);
    }

    private ObjectNode list(Caller caller, Listing listing, Origin origin, Map<String, String> filters) {
        var request = listing.request();
        if (!NodeQuery.SORTS.containsKey(listing.sort())) {
            throw Problem.invalid("The sort_key value \"%s\" is invalid for sorting; there are %s.".formatted(
                    JsonBody.cut(listing.sort()), NodeQuery.SORTS.keySet().stream().sorted().toList()));
        }
        listing.marker().ifPresent(nodes::find);
        var query = new NodeQuery(filters, only(caller, request), listing.sort(), listing.descending(),
                listing.marker(), listing.limit());
        var version = BaremetalVersion.of(request);
        if (listing.detail()) {
            return listing.answer("nodes", details.of(query, version, origin), NodeDetails.Shown::text,
                    NodeDetails.Shown::id, origin);
        }
        if (listing.fields().isEmpty()) {
            return listing.answer("nodes", nodes.brief(query), node -> NodeView.of(node, version, origin),
                    BriefNode::id, origin);
        }
        var found = nodes.list(query);
        var interfaces = view.interfaces();
        return listing.answer("nodes", found,
                node -> listing.shown(view.of(node, version, origin, interfaces), NodeView.USUAL),
                BareMetalNode::id, origin);
    }

    private static Optional<String> only(Caller caller, HttpRequest<?> request) {
        return new Reach(caller).only().or(() -> Optional.ofNullable(request.getParameters().get("project")));
    }

    private static Map<String, String> filters(HttpRequest<?> request) {
        var filters = new LinkedHashMap<String, String>();
        request.getParameters().forEach((name, values) -> {
            if (FILTERS.contains(name)) {
                filters.put(name, filter(request, name, values.getFirst()));
            } else if (!OTHERS.contains(name)) {
                throw Problem.invalid("Nodes cannot be listed by '%s'.".formatted(JsonBody.cut(name)));
            }
        });
        return filters;
    }

    private static String filter(HttpRequest<?> request, String name, String value) {
        NodeField.of(name).ifPresent(field -> BaremetalVersion.needs(request, field.since(), name));
        if (name.equals("sharded")) {
            BaremetalVersion.needs(request, SHARDS_SINCE, name);
        }
        if (name.equals("instance_uuid") && JsonBody.parsed(value).isEmpty()) {
            throw Problem.invalid("Expected UUID for instance_uuid: " + JsonBody.cut(value));
        }
        return FLAGS.contains(name) ? Boolean.toString(Listing.flag(name, value)) : value;
    }
}
