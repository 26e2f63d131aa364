package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.Origin;
import io.gantry.compute.server.ServerMigration;

/// A migration as clients read it.
///
/// @param version that the client speaks
/// @param admin whether he sees hosts; others see null
record MigrationJson(int version, boolean admin, Origin origin) {
    private static final int TYPE = 23;
    private static final int ID = 59;
    private static final int OWNER = 80;

    /// As its server lists it.
    ObjectNode ofServer(ServerMigration one) {
        var view = common(one).put("server_uuid", one.server().toString());
        view.put("memory_total_bytes", one.memory().total()).put("memory_processed_bytes", one.memory().processed());
        view.put("memory_remaining_bytes", one.memory().remaining());
        view.put("disk_total_bytes", 0).put("disk_processed_bytes", 0).put("disk_remaining_bytes", 0);
        return view;
    }

    /// As it stands among all.
    ObjectNode ofAll(ServerMigration one) {
        var view = common(one).put("instance_uuid", one.server().toString());
        view.putNull("old_instance_type_id").putNull("new_instance_type_id");
        if (version >= TYPE) {
            view.put("migration_type", "live-migration");
            if (!one.phase().ended()) {
                view.set("links", View.links(origin, "servers/" + one.server() + "/migrations/" + one.number()));
            }
        }
        return view;
    }

    private ObjectNode common(ServerMigration one) {
        var view = View.object().put("id", one.number()).put("status", one.phase().word());
        view.put("source_compute", admin ? one.source() : null).put("source_node", admin ? one.source() : null);
        view.put("dest_compute", admin ? one.target() : null).put("dest_node", admin ? one.target() : null);
        view.putNull("dest_host");
        view.put("created_at", View.fine(one.created())).put("updated_at", View.fine(one.updated()));
        if (version >= ID) {
            view.put("uuid", one.id().toString());
        }
        if (version >= OWNER) {
            view.put("user_id", one.user().orElse(null)).put("project_id", one.project());
        }
        return view;
    }
}
