package io.gantry.identity.http;

import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The services of this host. They follow from its features, so nobody can change them here.
@Controller("/identity/v3")
final class CatalogController {
    private final Catalog catalog;

    CatalogController(Catalog catalog) {
        this.catalog = catalog;
    }

    @Get("/auth/catalog")
    Map<String, Object> mine(Origin origin) {
        return Lists.of("catalog", catalog.entries(origin), origin, "/auth/catalog");
    }

    @Get("/services")
    Map<String, Object> services(Origin origin, @QueryValue Optional<String> name, @QueryValue Optional<String> type) {
        var found = catalog.services()
                .stream()
                .filter(one -> name.map(one.name()::equals).orElse(true) && type.map(one.type()::equals).orElse(true))
                .map(one -> Views.OfService.of(one, origin))
                .toList();
        return Lists.of("services", found, origin, "/services");
    }

    @Get("/services/{service_id}")
    Map<String, Object> service(Origin origin, @PathVariable("service_id") String id) {
        return catalog.services()
                .stream()
                .filter(one -> Catalog.id(one).equals(id))
                .findFirst()
                .<Map<String, Object>>map(one -> Map.of("service", Views.OfService.of(one, origin)))
                .orElseThrow(() -> Problem.notFound("There is no service " + id + "."));
    }

    @Get("/endpoints")
    Map<String, Object> endpoints(Origin origin, @QueryValue("service_id") Optional<String> service,
            @QueryValue("interface") Optional<String> kind, @QueryValue("region_id") Optional<String> region) {
        var found = all(origin).filter(one -> service.map(one.serviceId()::equals).orElse(true)
                && kind.map(one.kind()::equals).orElse(true) && region.map(Catalog.REGION::equals).orElse(true));
        return Lists.of("endpoints", found.toList(), origin, "/endpoints");
    }

    @Get("/endpoints/{endpoint_id}")
    Map<String, Object> endpoint(Origin origin, @PathVariable("endpoint_id") String id) {
        return all(origin).filter(one -> one.id().equals(id))
                .findFirst()
                .<Map<String, Object>>map(one -> Map.of("endpoint", one))
                .orElseThrow(() -> Problem.notFound("There is no endpoint " + id + "."));
    }

    @Get("/regions")
    Map<String, Object> regions(Origin origin) {
        return Lists.of("regions", List.of(region()), origin, "/regions");
    }

    @Get("/regions/{region_id}")
    Map<String, Object> region(@PathVariable("region_id") String id) {
        if (!Catalog.REGION.equals(id)) {
            throw Problem.notFound("There is no region " + id + "; there is one region, " + Catalog.REGION + ".");
        }
        return Map.of("region", region());
    }

    private static Map<String, Object> region() {
        return Map.of("id", Catalog.REGION, "description", "", "parent_region_id", Optional.empty());
    }

    private Stream<Views.OfEndpoint> all(Origin origin) {
        return catalog.services()
                .stream()
                .flatMap(service -> Catalog.endpoints(service, origin)
                        .stream()
                        .map(endpoint -> Views.OfEndpoint.of(service, endpoint, origin)));
    }
}
