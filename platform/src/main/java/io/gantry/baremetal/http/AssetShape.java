package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.Asset;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Set;

/// How the bare metal API writes chassis, volume connectors and volume targets.
///
/// @param path of their list
/// @param needed the fields that one has to have
/// @param usual what a list shows of one unless more is asked for
record AssetShape(Asset.Kind kind, String path, int since, List<WireField> fields, List<String> needed,
        Set<String> usual) {
    static final AssetShape CHASSIS = new AssetShape(Asset.Kind.CHASSIS, "chassis", 1, WireField.CHASSIS, List.of(),
            Set.of("uuid", "description"));
    static final AssetShape CONNECTOR = new AssetShape(Asset.Kind.CONNECTOR, "volume/connectors", 32,
            WireField.CONNECTOR, List.of("type", "connector_id"), Set.of("uuid", "node_uuid", "type", "connector_id"));
    static final AssetShape TARGET = new AssetShape(Asset.Kind.TARGET, "volume/targets", 32, WireField.TARGET,
            List.of("volume_type", "boot_index", "volume_id"),
            Set.of("uuid", "node_uuid", "volume_type", "boot_index", "volume_id"));

    /// Of the list that a path is in.
    static AssetShape of(HttpRequest<?> request) {
        var path = request.getPath();
        var shape = path.contains("/volume/connectors")
                ? CONNECTOR
                : path.contains("/volume/targets")
                        ? TARGET
                        : CHASSIS;
        BaremetalVersion.exists(request, shape.since);
        return shape;
    }

    /// What a list of them is called.
    String word() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// Refuses what cannot be one.
    ///
    /// @return what is said, without what is not
    ObjectNode checked(ObjectNode given) {
        WireField.check(fields, given);
        for (var name : needed) {
            if (given.path(name).isMissingNode() || given.path(name).isNull()) {
                throw Problem.invalid("'%s' is a required property of a %s.".formatted(name,
                        kind.word().toLowerCase(java.util.Locale.ROOT)));
            }
        }
        var said = given.deepCopy();
        said.remove("node_uuid");
        said.properties().removeIf(entry -> entry.getValue().isNull());
        return said;
    }

    /// All that can be set of it.
    ObjectNode settable(Asset asset) {
        var said = asset.fields();
        var shown = View.object();
        for (var field : fields) {
            var value = said.get(field.word());
            if (value != null) {
                shown.set(field.word(), value);
            } else if (field.kind() == WireField.Kind.OBJECT) {
                shown.putObject(field.word());
            } else {
                shown.putNull(field.word());
            }
        }
        asset.node().ifPresent(node -> shown.put("node_uuid", node.toString()));
        return shown;
    }

    ObjectNode view(Asset asset, Origin origin) {
        var shown = settable(asset);
        shown.put("uuid", asset.id().toString());
        if (kind == Asset.Kind.CHASSIS) {
            shown.set("nodes", View.links(origin, path + "/" + asset.id() + "/nodes"));
        }
        View.times(shown, asset.created(), asset.updated());
        shown.set("links", View.links(origin, path, asset.id()));
        return shown;
    }
}
