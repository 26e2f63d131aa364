package io.gantry.identity.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gantry.base.Origin;
import io.gantry.base.Service;
import io.gantry.identity.Ids;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Where the APIs of this host are, as clients of OpenStack look them up. All of them are on this one host, so nothing of it is kept.
@Singleton
final class Catalog {
    static final String REGION = "RegionOne";
    private static final List<String> INTERFACES = List.of("public", "internal", "admin");

    private final List<Service> services;

    Catalog(Collection<Service> services) {
        this.services = services.stream().sorted(Comparator.comparing(Service::type)).toList();
    }

    record Entry(String id, String type, String name, List<Endpoint> endpoints) {}

    record Endpoint(String id, @JsonProperty("interface") String kind, String region, String regionId, String url) {}

    List<Service> services() {
        return services;
    }

    static String id(Service service) {
        return Ids.of("service " + service.type());
    }

    List<Entry> entries(Origin origin) {
        return services.stream()
                .map(service -> new Entry(id(service), service.type(), service.name(), endpoints(service, origin)))
                .toList();
    }

    static List<Endpoint> endpoints(Service service, Origin origin) {
        return INTERFACES.stream()
                .map(name -> new Endpoint(Ids.of("endpoint " + service.type() + " " + name), name, REGION, REGION,
                        origin.of(service.path())))
                .toList();
    }
}
