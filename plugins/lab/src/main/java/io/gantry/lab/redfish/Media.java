package io.gantry.lab.redfish;

import io.gantry.lab.redfish.Rack.Place;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// `VirtualMedia` of a system or of its manager: a stick that cannot be used, and a CD.
final class Media {
    private final Quirks quirks;
    /// Machines of which the page says `Inserted` though nothing is.
    private final Set<String> stale = ConcurrentHashMap.newKeySet();

    Media(Quirks quirks) {
        this.quirks = quirks;
    }

    /// @param rest of the path, behind `/VirtualMedia`
    Reply answer(Call call, Place place, String rest) throws Refusal, IOException, InterruptedException {
        if (rest.equals("/Cd/Actions/VirtualMedia.InsertMedia") && actions(call)) {
            insert(call, place);
            return Reply.done();
        }
        if (rest.equals("/Cd/Actions/VirtualMedia.EjectMedia") && actions(call)) {
            if (quirks.has(Quirk.BODY_REQUIRED) && !call.body().isObject()) {
                throw new Refusal(415, "GeneralError", "A body of JSON is needed.");
            }
            return eject(place);
        }
        if (rest.equals("/Cd") && call.is("PATCH") && quirks.has(Quirk.PATCH_ONLY_MEDIA)) {
            return patch(call, place);
        }
        if (!call.is("GET")) {
            throw call.wrongMethod();
        }
        return switch (rest) {
            case "" -> Reply.of(Pages.collection(call.path(), "VirtualMediaCollection.VirtualMediaCollection",
                    List.of("Stick", "Cd")));
            case "/Stick" -> {
                var page = Pages.resource(call.path(), "VirtualMedia.v1_6_1.VirtualMedia", "Stick")
                        .put("Inserted", false)
                        .putNull("Image");
                page.putArray("MediaTypes").add("USBStick");
                yield Reply.of(page);
            }
            case "/Cd" -> cd(call, place);
            default -> throw call.missing();
        };
    }

    private boolean actions(Call call) {
        return call.is("POST") && !quirks.has(Quirk.PATCH_ONLY_MEDIA);
    }

    private Reply cd(Call call, Place place) throws IOException, InterruptedException {
        var medium = place.machine().look().medium();
        var page = Pages.resource(call.path(), "VirtualMedia.v1_6_1.VirtualMedia", "Cd")
                .put("Image", medium.map(URI::toString).orElse(null))
                .put("ImageName", medium.map(image -> image.getPath().replaceFirst(".*/", "")).orElse(null))
                .put("Inserted", medium.isPresent() || stale.contains(place.id()))
                .put("WriteProtected", true)
                .put("ConnectedVia", medium.isPresent() ? "URI" : "NotConnected");
        page.putArray("MediaTypes").add("CD").add("DVD");
        if (!quirks.has(Quirk.PATCH_ONLY_MEDIA)) {
            var actions = page.putObject("Actions");
            actions.putObject("#VirtualMedia.InsertMedia")
                    .put("target", call.path() + "/Actions/VirtualMedia.InsertMedia");
            actions.putObject("#VirtualMedia.EjectMedia")
                    .put("target", call.path() + "/Actions/VirtualMedia.EjectMedia");
        }
        return Reply.of(page);
    }

    private void insert(Call call, Place place) throws Refusal, IOException, InterruptedException {
        if (quirks.has(Quirk.MEDIA_PARAMETERS)) {
            for (var parameter : List.of("TransferProtocolType", "TransferMethod", "UserName", "Password")) {
                if (!call.body().hasNonNull(parameter)) {
                    throw new Refusal(400, "ActionParameterMissing",
                            "The action InsertMedia requires the parameter %s.".formatted(parameter), "InsertMedia",
                            parameter);
                }
            }
        }
        insert(place, call.body().path("Image").asText());
    }

    private void insert(Place place, String image) throws Refusal, IOException, InterruptedException {
        if (!image.matches("https?://[!-~]+")) {
            throw Refusal.value("Image", image);
        }
        if (place.machine().look().medium().isPresent()) {
            throw new Refusal(409, "ResourceInUse", "There is an image; eject it first.");
        }
        if (quirks.strikes(Quirk.INSERT_FAILS)) {
            throw new Refusal(500, "InternalError", "The image could not be mounted.");
        }
        place.machine().insert(URI.create(image));
        stale.remove(place.id());
    }

    private Reply eject(Place place) throws Refusal, IOException, InterruptedException {
        place.machine().eject();
        if (quirks.has(Quirk.STALE_INSERTED)) {
            stale.add(place.id());
        }
        if (quirks.has(Quirk.EJECT_FAILS)) {
            throw new Refusal(500, "InternalError", "Ejecting failed.");
        }
        return Reply.done();
    }

    private Reply patch(Call call, Place place) throws Refusal, IOException, InterruptedException {
        var image = call.body().path("Image");
        if (image.isNull() || !call.body().path("Inserted").asBoolean(true)) {
            return eject(place);
        }
        insert(place, image.asText());
        return Reply.done();
    }
}
