package io.gantry.lab.redfish;

import io.gantry.lab.redfish.Rack.Place;
import java.io.IOException;
import java.util.List;

/// Finds what a path means.
final class Router {
    private static final String MEDIA = "/VirtualMedia";

    private final Rack rack;
    private final Quirks quirks;
    private final Sessions sessions;
    private final Systems systems;
    private final Media discs;
    private final Surroundings surroundings;

    Router(Rack rack, Quirks quirks, Sessions sessions, PowerButton power) {
        this.rack = rack;
        this.quirks = quirks;
        this.sessions = sessions;
        this.systems = new Systems(quirks, power);
        this.discs = new Media(quirks);
        this.surroundings = new Surroundings(rack);
    }

    Reply answer(Call call) throws Refusal, IOException, InterruptedException {
        if (call.path().equals("/redfish")) {
            return Reply.of(Reply.object().put("v1", Pages.ROOT + "/"));
        }
        if (call.path().equals(Pages.ROOT)) {
            return Reply.of(Pages.root());
        }
        if (call.below(Pages.ROOT + "/SessionService").isPresent()) {
            return sessions.answer(call);
        }
        var updates = call.below(Surroundings.UPDATES);
        if (updates.isPresent()) {
            return Reply.of(surroundings.updates(call, updates.get()));
        }
        for (var base : List.of(Systems.BASE, Surroundings.CHASSIS, Surroundings.MANAGERS)) {
            var rest = call.below(base);
            if (rest.isPresent()) {
                return below(call, base, rest.get());
            }
        }
        throw call.missing();
    }

    private Reply below(Call call, String base, String rest) throws Refusal, IOException, InterruptedException {
        var places = rack.places();
        if (rest.isEmpty()) {
            if (base.equals(Systems.BASE) && quirks.has(Quirk.REDIRECT_AWAY)) {
                return Reply.redirect("http://127.0.0.2:9" + base);
            }
            var type = base.substring(base.lastIndexOf('/') + 1);
            return Reply.of(Pages.collection(base, type + "Collection", places.stream().map(Place::id).toList()));
        }
        var word = rest.substring(1).replaceFirst("/.*", "");
        var inside = rest.substring(1 + word.length());
        for (var place : places) {
            if (place.id().equals(word)) {
                return of(call, base, place, inside);
            }
            if (place.name().equals(word)) {
                return Reply.redirect(base + "/" + place.id() + inside);
            }
        }
        throw call.missing();
    }

    private Reply of(Call call, String base, Place place, String rest)
            throws Refusal, IOException, InterruptedException {
        var media = base.equals(Surroundings.MANAGERS)
                || (base.equals(Systems.BASE) && !quirks.has(Quirk.MANAGER_MEDIA));
        if (media && (rest + "/").startsWith(MEDIA + "/")) {
            return discs.answer(call, place, rest.substring(MEDIA.length()));
        }
        if (base.equals(Systems.BASE)) {
            return systems.answer(call, place, rest);
        }
        if (!call.is("GET")) {
            throw call.wrongMethod();
        }
        if (base.equals(Surroundings.MANAGERS) && !rest.isEmpty()) {
            throw call.missing();
        }
        return Reply.of(base.equals(Surroundings.CHASSIS)
                ? surroundings.chassis(call, place, rest)
                : surroundings.manager(call, place));
    }
}
