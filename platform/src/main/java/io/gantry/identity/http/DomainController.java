package io.gantry.identity.http;

import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.Domain;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The one domain.
@Controller("/identity/v3/domains")
final class DomainController {
    @Get
    Map<String, Object> list(Origin origin, @QueryValue Optional<String> name, @QueryValue Optional<String> id) {
        var domains = Domain.is(id, name) ? List.of(Views.OfDomain.of(origin)) : List.of();
        return Lists.of("domains", domains, origin, "/domains");
    }

    @Get("/{domain_id}")
    Map<String, Object> show(Origin origin, @PathVariable("domain_id") String id) {
        if (!Domain.ID.equals(id)) {
            throw Problem.notFound("There is no domain " + id + "; there is one domain, " + Domain.ID + ".");
        }
        return Map.of("domain", Views.OfDomain.of(origin));
    }
}
