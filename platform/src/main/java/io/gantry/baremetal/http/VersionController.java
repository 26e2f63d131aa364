package io.gantry.baremetal.http;

import io.gantry.base.Origin;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What clients ask first.
@Controller
class VersionController {
    private static final List<String> PARTS = List.of("nodes", "ports", "portgroups", "drivers", "allocations",
            "deploy_templates", "runbooks", "conductors", "chassis", "volume", "events", "shards", "lookup",
            "heartbeat");

    private static final int RUNBOOKS = 92;

    @Get(BaremetalErrors.PREFIX)
    Map<String, Object> root(Origin origin) {
        return Map.of("name", "OpenStack Ironic API", "description",
                "Gantry speaks the bare metal API of OpenStack.", "default_version", version(origin), "versions",
                List.of(version(origin)));
    }

    @Get(BaremetalErrors.V1)
    Map<String, Object> version1(HttpRequest<?> request, Origin origin) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("id", "v1");
        answer.put("links", List.of(link(origin.of(BaremetalErrors.V1 + "/"), "self")));
        answer.put("media_types",
                Map.of("base", "application/json", "type", "application/vnd.openstack.ironic.v1+json"));
        answer.put("version", version(origin));
        PARTS.stream()
                .filter(part -> !part.equals("runbooks") || BaremetalVersion.of(request) >= RUNBOOKS)
                .forEach(part -> answer.put(part,
                        List.of(link(origin.of(BaremetalErrors.V1 + "/" + part + "/"), "self"),
                                link(origin.of(BaremetalErrors.PREFIX + "/" + part + "/"), "bookmark"))));
        return answer;
    }

    private static Map<String, Object> version(Origin origin) {
        return Map.of("id", "v1", "status", "CURRENT", "min_version", "1." + BaremetalVersion.OLDEST, "version",
                "1." + BaremetalVersion.NEWEST, "links", List.of(link(origin.of(BaremetalErrors.V1 + "/"), "self")));
    }

    private static Map<String, String> link(String href, String rel) {
        return Map.of("href", href, "rel", rel);
    }
}
