package io.gantry.compute.server.http;

import io.gantry.base.Origin;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.Map;

/// What clients ask first, without a token.
@Controller
class VersionController {
    @Get(ComputeErrors.PREFIX)
    Map<String, Object> versions(Origin origin) {
        return Map.of("versions", List.of(version(origin)));
    }

    @Get(ComputeErrors.V21)
    Map<String, Object> one(Origin origin) {
        return Map.of("version", version(origin));
    }

    private static Map<String, Object> version(Origin origin) {
        return Map.of("id", "v2.1", "status", "CURRENT", "version", "2." + ComputeVersion.NEWEST, "min_version",
                "2." + ComputeVersion.OLDEST, "updated", "2013-07-23T11:33:21Z", "links",
                List.of(Map.of("rel", "self", "href", origin.of(ComputeErrors.V21 + "/"))), "media-types",
                List.of(Map.of("base", "application/json", "type",
                        "application/vnd.openstack.compute+json;version=2.1")));
    }
}
