package io.gantry.host.http;

import io.gantry.base.Release;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Map;

/// Says who answers.
@Controller("/gantry/v1")
final class RootController {
    @Get
    Map<String, String> root() {
        return Map.of("name", "gantry", "version", Release.version());
    }
}
