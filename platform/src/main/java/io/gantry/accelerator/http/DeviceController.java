package io.gantry.accelerator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gantry.accelerator.DeviceQuery;
import io.gantry.accelerator.DeviceStates;
import io.gantry.accelerator.Inventory;
import io.gantry.accelerator.KnownDevice;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `/accelerator/v2/devices`.
@Controller(AcceleratorErrors.PREFIX + "/v2/devices")
@ExecuteOn(TaskExecutors.BLOCKING)
class DeviceController {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Inventory inventory;
    private final DeviceStates states;

    DeviceController(Inventory inventory, DeviceStates states) {
        this.inventory = inventory;
        this.states = states;
    }

    @Get
    Map<String, List<View>> list(HttpRequest<?> request, Origin origin) {
        var asked = request.getParameters();
        var query = new DeviceQuery(Optional.ofNullable(asked.get("type")).map(type -> type.toUpperCase(Locale.ROOT)),
                Optional.ofNullable(asked.get("vendor")), Optional.ofNullable(asked.get("hostname")), Optional.empty());
        return Map.of("devices",
                inventory.devices(query).stream().map(device -> view(device, request, origin)).toList());
    }

    @Get("/{id}")
    View show(HttpRequest<?> request, Origin origin, String id) {
        return view(inventory.device(JsonBody.known(id, "device")), request, origin);
    }

    @Post("/{id}/enable")
    @Consumes(MediaType.ALL)
    void enable(String id) {
        states.enable(JsonBody.known(id, "device"), true);
    }

    @Post("/{id}/disable")
    @Consumes(MediaType.ALL)
    void disable(String id) {
        states.enable(JsonBody.known(id, "device"), false);
    }

    private static View view(KnownDevice device, HttpRequest<?> request, Origin origin) {
        var board = new TreeMap<String, String>();
        board.put("product_id", device.product());
        Optional.ofNullable(device.properties().get("class")).ifPresent(name -> board.put("controller", name));
        var status = AcceleratorVersion.of(request) >= AcceleratorVersion.STATUS
                ? device.enabled() ? "enabled" : "maintaining"
                : null;
        return new View(device.id().toString(), device.kind().name(), device.vendor(), device.name(), json(board),
                json(new TreeMap<>(device.properties())), device.host(), status, Links.time(device.created()),
                Links.time(device.updated()), Links.of(origin, "devices", device.id()));
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A device as clients read it.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(String uuid, String type, String vendor, String model, String stdBoardInfo, String vendorBoardInfo,
            String hostname, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String status, String createdAt,
            @Nullable String updatedAt, List<Links> links) {}
}
