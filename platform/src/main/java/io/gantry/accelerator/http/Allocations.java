package io.gantry.accelerator.http;

import io.gantry.accelerator.AcceleratorRequest;
import io.gantry.accelerator.KnownPart;
import io.gantry.accelerator.Requests;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What guests hold, as Placement tells it: the consumer is the guest that a request is bound for.
@Singleton
final class Allocations {
    private final Requests requests;

    Allocations(Requests requests) {
        this.requests = requests;
    }

    /// By consumer.
    Map<String, Object> of(KnownPart part, HttpRequest<?> request) {
        var all = new LinkedHashMap<String, Object>();
        held(part).stream()
                .collect(java.util.stream.Collectors.groupingBy(one -> one.instance().orElse(""),
                        java.util.stream.Collectors.counting()))
                .forEach((instance, number) -> {
                    var one = new LinkedHashMap<String, Object>(
                            Map.of("resources", Map.of(part.resourceClass(), number)));
                    if (PlacementVersion.of(request) >= PlacementVersion.CONSUMER) {
                        one.put("consumer_generation", 1);
                    }
                    all.put(instance, one);
                });
        return all;
    }

    private List<AcceleratorRequest> held(KnownPart part) {
        return requests.holding(part.id());
    }
}
