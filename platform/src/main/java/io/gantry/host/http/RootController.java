package io.gantry.host.http;

import io.gantry.base.Origin;
import io.gantry.base.Release;
import io.gantry.base.Service;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Says who answers, and which APIs there are.
@Controller
final class RootController {
    private final List<Service> services;

    RootController(Collection<Service> services) {
        this.services = services.stream().sorted(Comparator.comparing(Service::path)).toList();
    }

    record Api(String type, String name, String url) {}

    @Get
    Map<String, Object> host(Origin origin) {
        var apis = services.stream().map(one -> new Api(one.type(), one.name(), origin.of(one.path()))).toList();
        return Map.of("name", "gantry", "apis", apis);
    }

    @Get("/gantry/v1")
    Map<String, String> root() {
        return Map.of("name", "gantry", "version", Release.version());
    }
}
