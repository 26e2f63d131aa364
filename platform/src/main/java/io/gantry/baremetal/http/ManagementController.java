package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.Controllers;
import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.Reach;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.UUID;

/// What a node starts from and what its firmware is told: `management`, `bios`, `vmedia`.
@Controller(BaremetalErrors.V1 + "/nodes/{ident}")
@ExecuteOn(TaskExecutors.BLOCKING)
class ManagementController {
    private static final String BIOS = "bios.";
    private static final int LONGEST_URL = 2048;

    private final Nodes nodes;
    private final Controllers controllers;

    ManagementController(Nodes nodes, Controllers controllers) {
        this.nodes = nodes;
        this.controllers = controllers;
    }

    private UUID seen(Caller caller, String ident) {
        return new Reach(caller).sees(nodes.find(ident)).id();
    }

    private UUID used(Caller caller, String ident) {
        return new Reach(caller).uses(nodes.find(ident)).id();
    }

    @Get("/management/boot_device")
    ObjectNode bootDevice(Caller caller, String ident) throws InterruptedException {
        return View.object().put("boot_device", controllers.bootDevice(seen(caller, ident))).putNull("persistent");
    }

    @Get("/management/boot_device/supported")
    ObjectNode bootDevices(Caller caller, String ident) throws InterruptedException {
        var answer = View.object();
        var devices = answer.putArray("supported_boot_devices");
        controllers.bootDevices(seen(caller, ident)).forEach(devices::add);
        return answer;
    }

    @Put("/management/boot_device")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void bootFrom(Caller caller, String ident, @Body byte[] bytes) throws InterruptedException {
        var body = JsonBody.of(bytes, "boot device request").only("boot_device", "persistent");
        controllers.bootDevice(used(caller, ident), body.needed("boot_device"),
                body.json().path("persistent").asBoolean(false));
    }

    @Put("/management/inject_nmi")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void interrupt(Caller caller, HttpRequest<?> request, String ident) throws InterruptedException {
        BaremetalVersion.exists(request, 29);
        controllers.interrupt(used(caller, ident));
    }

    @Get("/bios")
    ObjectNode settings(Caller caller, HttpRequest<?> request, String ident) throws InterruptedException {
        BaremetalVersion.exists(request, 40);
        var answer = View.object();
        var list = answer.putArray("bios");
        controllers.settings(seen(caller, ident)).forEach((name, value) -> {
            if (name.startsWith(BIOS)) {
                list.add(View.object().put("name", name.substring(BIOS.length())).put("value", value));
            }
        });
        return answer;
    }

    @Get("/bios/{name}")
    ObjectNode setting(Caller caller, HttpRequest<?> request, String ident, String name) throws InterruptedException {
        BaremetalVersion.exists(request, 40);
        var value = controllers.settings(seen(caller, ident)).get(BIOS + name);
        if (value == null) {
            throw Problem.notFound("Node %s doesn't have a BIOS setting '%s'".formatted(ident, JsonBody.cut(name)));
        }
        var answer = View.object();
        answer.putObject(name).put("name", name).put("value", value);
        return answer;
    }

    @Get("/vmedia")
    ObjectNode media(Caller caller, HttpRequest<?> request, String ident) throws InterruptedException {
        BaremetalVersion.exists(request, 93);
        var answer = View.object();
        var list = answer.putArray("vmedia");
        controllers.inserted(seen(caller, ident))
                .ifPresent(image -> list.add(View.object()
                        .put("media_types", "CDROM")
                        .put("inserted", true)
                        .put("image", image.toString())));
        return answer;
    }

    @Post("/vmedia")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void insert(Caller caller, HttpRequest<?> request, String ident, @Body byte[] bytes) throws InterruptedException {
        BaremetalVersion.exists(request, 89);
        var body = JsonBody.of(bytes, "virtual medium").only("device_type", "image_url", "image_download_source");
        cdrom(body.needed("device_type"));
        var url = body.text("image_url", LONGEST_URL).orElseThrow(() -> Problem.invalid("'image_url' is missing."));
        controllers.insert(used(caller, ident), uri(url));
    }

    @Delete("/vmedia")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void eject(Caller caller, HttpRequest<?> request, String ident) throws InterruptedException {
        BaremetalVersion.exists(request, 89);
        var type = request.getParameters().get("device_types");
        if (type != null) {
            cdrom(type);
        }
        controllers.eject(used(caller, ident));
    }

    private static void cdrom(String type) {
        if (!type.equals("CDROM")) {
            throw Problem.invalid("Only a medium of the type CDROM can be shown, not '%s'.".formatted(
                    JsonBody.cut(type)));
        }
    }

    private static URI uri(String text) {
        try {
            var uri = new URI(text);
            if (uri.getHost() != null && Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw Problem.invalid("'image_url' is an http or https URL, not '%s'.".formatted(JsonBody.cut(text)));
    }
}
