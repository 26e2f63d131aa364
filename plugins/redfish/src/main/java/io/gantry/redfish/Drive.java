package io.gantry.redfish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.api.DriverException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The virtual CD drive of a node.
final class Drive {
    private static final String INSERT = "VirtualMedia.InsertMedia";
    private static final String EJECT = "VirtualMedia.EjectMedia";
    private static final int TRIES = 3;
    private static final List<String> EXTRAS = List.of("TransferProtocolType", "TransferMethod", "UserName",
            "Password");

    private final Controller controller;
    private final String path;

    private Drive(Controller controller, String path) {
        this.controller = controller;
        this.path = path;
    }

    /// Newer controllers show it under the system, older ones under one of the managers.
    static Drive of(Controller controller, Resource system) throws InterruptedException {
        var collections = new ArrayList<String>();
        collections.add(system.link("VirtualMedia"));
        for (var manager : system.at("Links").path("ManagedBy")) {
            controller.find(Json.link(manager)).ifPresent(found -> collections.add(found.link("VirtualMedia")));
        }
        for (var wanted : List.of("CD", "DVD")) {
            for (var collection : collections) {
                for (var member : collection.isEmpty() ? List.<String>of() : controller.members(collection)) {
                    if (Json.texts(controller.get(member).at("MediaTypes")).contains(wanted)) {
                        return new Drive(controller, member);
                    }
                }
            }
        }
        throw Refusal.unsupported(controller, "has no virtual CD or DVD for its node; a licence may be missing");
    }

    /// Controllers are known to say `Inserted` of a drive that is empty.
    Optional<URI> inserted() throws InterruptedException {
        var drive = controller.get(path);
        var image = drive.text("Image");
        if (!drive.at("Inserted").asBoolean() || image.isBlank() || image.equals("null")) {
            return Optional.empty();
        }
        try {
            return Optional.of(URI.create(image));
        } catch (IllegalArgumentException notAUri) {
            return Optional.empty();
        }
    }

    /// What is inserted, or seems to be, is ejected before.
    void insert(URI image) throws InterruptedException {
        eject();
        for (var left = TRIES - 1;; left--) {
            var answer = tryInsert(image);
            if (answer.ok()) {
                return;
            }
            if (answer.status() < 500 || left == 0) {
                // Not all of the address, which may end in a token.
                throw Refusal.of(controller.what("POST", path) + " to insert a disc of " + image.getAuthority(),
                        answer);
            }
            controller.pause();
        }
    }

    private Answer tryInsert(URI image) throws InterruptedException {
        var body = Json.object().put("Image", image.toString());
        var target = controller.get(path).action(INSERT);
        if (target.isEmpty()) {
            return controller.patch(path, body.put("Inserted", true).put("WriteProtected", true));
        }
        var answer = controller.post(target, body);
        for (var i = 0; i < EXTRAS.size() && answer.status() == 400; i++) {
            var missing = EXTRAS.stream().filter(answer::mentions).filter(extra -> !body.has(extra)).toList();
            if (missing.isEmpty()) {
                return answer;
            }
            missing.forEach(extra -> add(body, extra, image));
            answer = controller.post(target, body);
        }
        return answer;
    }

    /// Only what a controller asks for, since others refuse it.
    private static void add(ObjectNode body, String extra, URI image) {
        switch (extra) {
            case "TransferProtocolType" ->
                body.put(extra, "https".equalsIgnoreCase(image.getScheme()) ? "HTTPS" : "HTTP");
            case "TransferMethod" -> body.put(extra, "Stream");
            default -> body.put(extra, "none");
        }
    }

    /// A failure counts only if the disc is still there.
    void eject() throws InterruptedException {
        for (var left = TRIES - 1;; left--) {
            var answer = tryEject();
            if (answer.ok() || inserted().isEmpty()) {
                return;
            }
            if (answer.status() < 500 || left == 0) {
                throw failure(answer);
            }
            controller.pause();
        }
    }

    private DriverException failure(Answer answer) {
        return Refusal.of(controller.what("POST", path) + " to eject", answer);
    }

    private Answer tryEject() throws InterruptedException {
        var target = controller.get(path).action(EJECT);
        if (target.isEmpty()) {
            return controller.patch(path, Json.object().putNull("Image").put("Inserted", false));
        }
        var answer = controller.post(target, null);
        return answer.status() == 400 || answer.status() == 411 || answer.status() == 415
                ? controller.post(target, Json.object())
                : answer;
    }
}
