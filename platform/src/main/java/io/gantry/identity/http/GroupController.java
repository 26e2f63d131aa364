package io.gantry.identity.http;

import io.gantry.base.Origin;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.Map;

/// There are no groups; clients ask all the same.
@Controller("/identity/v3/groups")
final class GroupController {
    @Get
    Map<String, Object> list(Origin origin) {
        return Lists.of("groups", List.of(), origin, "/groups");
    }
}
