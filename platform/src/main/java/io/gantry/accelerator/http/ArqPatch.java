package io.gantry.accelerator.http;

import io.gantry.accelerator.Target;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// A patch of one request: everything that binds it, or nothing but its taking back.
///
/// @param target empty to take it back
record ArqPatch(Optional<Target> target) {
    private static final List<String> FIELDS = List.of("hostname", "device_rp_uuid", "instance_uuid");
    private static final String PROJECT = "project_id";

    /// @param minor version of the API
    /// @param admin whether the client may set whose the request is
    static ArqPatch of(JsonBody body, int minor, boolean admin) {
        var items = body.items();
        var ops = items.stream().map(item -> item.only("op", "path", "value", "from").needed("op")).distinct().toList();
        if (!ops.equals(List.of("add")) && !ops.equals(List.of("remove"))) {
            throw wrong("Every op must be add or remove");
        }
        var given = new HashMap<String, String>();
        for (var item : items) {
            var name = item.needed("path").replaceFirst("^/+", "");
            project(name, minor, admin);
            if (!FIELDS.contains(name) && !name.equals(PROJECT)) {
                throw wrong("Invalid path in patch /" + JsonBody.cut(name));
            }
            if (ops.getFirst().equals("add") && given.put(name, item.needed("value")) != null) {
                throw wrong("The path /" + name + " is there twice");
            }
        }
        if (ops.getFirst().equals("remove")) {
            return new ArqPatch(Optional.empty());
        }
        var absent = FIELDS.stream().filter(name -> !given.containsKey(name)).toList();
        if (!absent.isEmpty()) {
            throw wrong("Fields absent in patch " + String.join(",", absent));
        }
        return new ArqPatch(Optional.of(new Target(given.getOrDefault("hostname", ""),
                JsonBody.id(given.getOrDefault("device_rp_uuid", ""), "resource provider"),
                JsonBody.id(given.getOrDefault("instance_uuid", ""), "instance").toString(),
                Optional.ofNullable(given.get(PROJECT)).map(ArqPatch::project))));
    }

    private static void project(String name, int minor, boolean admin) {
        if (name.equals(PROJECT) && minor < AcceleratorVersion.PROJECT) {
            throw new Problem(Problem.Kind.NOT_ACCEPTABLE,
                    "Request not acceptable. The minimal required API version should be 2." + AcceleratorVersion.PROJECT
                            + " to set project_id.");
        }
        if (name.equals(PROJECT) && !admin) {
            throw new Problem(Problem.Kind.FORBIDDEN, "Only an admin may say whose an accelerator request is.");
        }
    }

    private static String project(String id) {
        var plain = id.replace("-", "");
        if (!io.gantry.identity.Ids.valid(plain)) {
            throw wrong("project_id is the id of a project");
        }
        return plain;
    }

    private static Problem wrong(String reason) {
        return Problem.invalid("Couldn't apply patch. Reason: " + reason + ".");
    }
}
