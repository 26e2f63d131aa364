package io.gantry.lab.redfish;

import static io.gantry.lab.redfish.Reply.link;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What all resources have in common.
final class Pages {
    static final String ROOT = "/redfish/v1";

    private Pages() {}

    static ObjectNode resource(String path, String type, String id) {
        return link(path).put("@odata.type", "#" + type).put("Id", id).put("Name", id);
    }

    static ObjectNode healthy(ObjectNode page) {
        page.putObject("Status").put("State", "Enabled").put("Health", "OK");
        return page;
    }

    static ObjectNode collection(String path, String type, List<String> ids) {
        var page = link(path).put("@odata.type", "#" + type).put("Name", type);
        var members = page.putArray("Members");
        ids.forEach(id -> members.add(link(path + "/" + id)));
        return page.put("Members@odata.count", ids.size());
    }

    static ObjectNode root() {
        var page = resource(ROOT + "/", "ServiceRoot.v1_16_1.ServiceRoot", "RootService")
                .put("RedfishVersion", "1.18.0")
                .put("UUID", "6f2b0a4e-2a7e-4d55-9a55-6c61620bcb01");
        for (var name : List.of("Systems", "Chassis", "Managers", "SessionService", "UpdateService")) {
            page.set(name, link(ROOT + "/" + name));
        }
        page.putObject("Links").set("Sessions", link(Sessions.COLLECTION));
        return page;
    }
}
