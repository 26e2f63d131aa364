package io.gantry.accelerator.http;

import io.gantry.base.Origin;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.Map;

/// What clients ask first, without a token. Without the link to itself they find no version.
@Controller
class VersionController {
    @Get(AcceleratorErrors.PREFIX)
    Map<String, Object> accelerator(Origin origin) {
        return Map.of("name", "OpenStack Cyborg API", "description", "Accelerators of this cloud.", "default_version",
                version2(origin), "versions", List.of(version2(origin)));
    }

    @Get(AcceleratorErrors.PREFIX + "/v2")
    Map<String, Object> version2(Origin origin) {
        return Map.of("id", "v2.0", "status", "CURRENT", "min_version", "2.0", "max_version",
                "2." + AcceleratorVersion.NEWEST, "links",
                List.of(Links.self(origin.of(AcceleratorErrors.PREFIX + "/v2"))));
    }

    @Get(PlacementErrors.PREFIX)
    Map<String, Object> placement(Origin origin) {
        return Map.of("versions", List.of(Map.of("id", "v1.0", "status", "CURRENT", "min_version", "1.0", "max_version",
                "1." + PlacementVersion.NEWEST, "links", List.of(Links.self(origin.of(PlacementErrors.PREFIX))))));
    }
}
