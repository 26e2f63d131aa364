package io.gantry.secret.http;

import io.gantry.base.Origin;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.Map;

/// What clients ask first, without a token.
@Controller(KeyManagerErrors.PREFIX)
class VersionController {
    private static final Map<String, Object> MEDIA_TYPE = Map.of("base", "application/json", "type",
            "application/vnd.openstack.key-manager-v1+json");

    /// Which versions there are, in one of two shapes, for clients that know of minor versions and those that do not.
    @Get
    HttpResponse<Map<String, Object>> versions(HttpRequest<?> request, Origin origin) {
        var version = version(request, origin);
        return HttpResponse.<Map<String, Object>>status(HttpStatus.MULTIPLE_CHOICES)
                .body(Microversion.of(request) > 0
                        ? Map.of("versions", List.of(version))
                        : Map.of("versions", Map.of("values", List.of(version))));
    }

    @Get("/v1")
    Map<String, Object> version1(HttpRequest<?> request, Origin origin) {
        return Map.of("version", version(request, origin));
    }

    private static Map<String, Object> version(HttpRequest<?> request, Origin origin) {
        var links = List.of(Map.of("rel", "self", "href", Refs.of(origin).base() + "/v1/"));
        return Microversion.of(request) > 0
                ? Map.of("id", "v1", "status", "CURRENT", "min_version", "1.0", "max_version",
                        "1." + Microversion.NEWEST, "links", links)
                : Map.of("id", "v1", "status", "stable", "links", links, "media-types", List.of(MEDIA_TYPE));
    }
}
