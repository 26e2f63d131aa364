package io.gantry.accelerator.http;

import io.gantry.accelerator.Inventory;
import io.gantry.accelerator.KnownPart;
import io.gantry.accelerator.NameId;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Resource providers as Placement has them: a root for each host, and below it one for each part.
@Singleton
final class Providers {
    private final Inventory inventory;

    Providers(Inventory inventory) {
        this.inventory = inventory;
    }

    List<ResourceProvider> all() {
        var parts = inventory.parts(Optional.empty());
        var all = new ArrayList<ResourceProvider>();
        parts.stream().map(part -> part.owner().host()).distinct().forEach(host -> {
            var id = NameId.of(host);
            all.add(new ResourceProvider(id, host, id, Optional.empty()));
        });
        parts.forEach(part -> all.add(child(part)));
        return all;
    }

    private static ResourceProvider child(KnownPart part) {
        return new ResourceProvider(part.id(), part.name(), NameId.of(part.owner().host()), Optional.of(part));
    }

    ResourceProvider find(String text) {
        var id = JsonBody.known(text, "resource provider");
        return inventory.known(id)
                .map(Providers::child)
                .or(() -> all().stream().filter(one -> one.id().equals(id)).findFirst())
                .orElseThrow(() -> Problem.notFound("No resource provider with uuid " + id + " found."));
    }
}
