package io.gantry.identity.http;

import io.gantry.base.Origin;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.Map;

/// By what clients find out which versions of the identity API there are.
@Controller("/identity")
final class VersionController {
    private record Version(String id, String status, String updated, List<Map<String, String>> links,
            List<Map<String, String>> mediaTypes) {
        static Version at(Origin origin) {
            return new Version("v3.14", "stable", "2020-04-07T00:00:00Z",
                    List.of(Map.of("rel", "self", "href", origin.of("/identity/v3/"))),
                    List.of(Map.of("base", "application/json", "type", "application/vnd.openstack.identity-v3+json")));
        }
    }

    @Get
    HttpResponse<Map<String, Object>> versions(Origin origin) {
        return HttpResponse.<Map<String, Object>>status(HttpStatus.MULTIPLE_CHOICES)
                .header("Location", origin.of("/identity/v3/"))
                .body(Map.of("versions", Map.of("values", List.of(Version.at(origin)))));
    }

    @Get("/v3")
    Map<String, Object> version(Origin origin) {
        return Map.of("version", Version.at(origin));
    }
}
