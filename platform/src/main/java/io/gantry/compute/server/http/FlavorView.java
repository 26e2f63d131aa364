package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.Origin;
import io.gantry.compute.server.Flavor;

/// A flavor as clients read it.
final class FlavorView {
    private static final int DESCRIPTION = 55;
    private static final int EXTRA = 61;
    /// From which on a swap of nothing is 0 and no longer empty.
    private static final int SWAP = 75;
    /// From which on a server tells its flavor in full.
    private static final int EMBEDDED = 47;

    private FlavorView() {}

    static ObjectNode brief(Flavor flavor, int version, Origin origin) {
        var view = View.object().put("id", flavor.id()).put("name", flavor.name());
        if (version >= DESCRIPTION) {
            view.put("description", flavor.description().orElse(null));
        }
        view.set("links", View.links(origin, "flavors/" + flavor.id().replace(" ", "%20")));
        return view;
    }

    static ObjectNode full(Flavor flavor, int version, Origin origin) {
        var view = brief(flavor, version, origin);
        view.put("ram", flavor.memoryMb()).put("vcpus", flavor.processors()).put("disk", flavor.diskGb());
        view.put("OS-FLV-EXT-DATA:ephemeral", 0).put("OS-FLV-DISABLED:disabled", false);
        view.put("os-flavor-access:is_public", flavor.open()).put("rxtx_factor", 1.0);
        swap(view, version);
        if (version >= EXTRA) {
            view.set("extra_specs", View.texts(flavor.extra()));
        }
        return view;
    }

    /// As a server tells it.
    static ObjectNode ofServer(Flavor flavor, int version, Origin origin) {
        var view = View.object();
        if (version < EMBEDDED) {
            view.put("id", flavor.id());
            var links = view.putArray("links");
            links.add(View.links(origin, "flavors/" + flavor.id().replace(" ", "%20")).get(1));
            return view;
        }
        view.put("original_name", flavor.name()).put("vcpus", flavor.processors()).put("ram", flavor.memoryMb());
        view.put("disk", flavor.diskGb()).put("ephemeral", 0).put("swap", 0);
        view.set("extra_specs", View.texts(flavor.extra()));
        return view;
    }

    private static void swap(ObjectNode view, int version) {
        if (version < SWAP) {
            view.put("swap", "");
        } else {
            view.put("swap", 0);
        }
    }
}
