package io.gantry.accelerator.http;

import io.gantry.accelerator.Bindings;
import io.gantry.accelerator.DeviceQuery;
import io.gantry.accelerator.DeviceStates;
import io.gantry.accelerator.Doctor;
import io.gantry.accelerator.Inventory;
import io.gantry.accelerator.KnownDevice;
import io.gantry.accelerator.KnownPart;
import io.gantry.accelerator.Source;
import io.gantry.api.accelerator.Reading;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.job.Job;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the operator sees and does of devices.
@Controller("/gantry/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class InventoryController {
    private final Inventory inventory;
    private final DeviceStates states;
    private final Bindings bindings;
    private final Doctor doctor;

    InventoryController(Inventory inventory, DeviceStates states, Bindings bindings, Doctor doctor) {
        this.inventory = inventory;
        this.states = states;
        this.bindings = bindings;
        this.doctor = doctor;
    }

    /// That an instance does not say what is there.
    record Trouble(String instance, String host, Instant since, String detail) {}

    record Found(List<DeviceView> devices, List<Trouble> problems) {}

    /// @param look whether the drivers are asked first; else only those that nobody asked yet
    @Get("/devices")
    Found list(Optional<String> instance, Optional<String> host, Optional<Boolean> look) throws InterruptedException {
        if (look.orElse(false)) {
            inventory.refresh(instance);
        } else {
            inventory.complete(instance);
        }
        var sources = inventory.sources()
                .stream()
                .collect(
                        Collectors.toMap(Source::name, Function.identity(), (a, b) -> a, java.util.LinkedHashMap::new));
        var parts = inventory.parts(Optional.empty()).stream().collect(Collectors.groupingBy(KnownPart::device));
        var pieces = inventory.pieces(instance);
        var devices = inventory.devices(new DeviceQuery(Optional.empty(), Optional.empty(), host, instance));
        return new Found(devices.stream()
                .map(device -> DeviceView.of(device, roles(sources, device),
                        parts.getOrDefault(device.number(), List.of()), pieces))
                .toList(),
                sources.values()
                        .stream()
                        .filter(source -> instance.map(source.name()::equals).orElse(true)
                                && host.map(source.host()::equals).orElse(true))
                        .flatMap(InventoryController::trouble)
                        .toList());
    }

    private static Set<String> roles(Map<String, Source> sources, KnownDevice device) {
        return Optional.ofNullable(sources.get(device.source())).map(Source::roles).orElse(Set.of());
    }

    private static java.util.stream.Stream<Trouble> trouble(Source source) {
        return source.stale()
                .stream()
                .map(stale -> new Trouble(source.name(), source.host(), stale.since(), stale.cause()));
    }

    /// With what the driver measures now.
    record Shown(DeviceView device, List<Reading> readings) {}

    @Get("/devices/{id}")
    Shown show(String id) throws InterruptedException {
        var device = find(id);
        var sources = inventory.sources().stream().collect(Collectors.toMap(Source::name, Function.identity()));
        return new Shown(DeviceView.of(device, roles(sources, device), inventory.parts(Optional.of(device.id())),
                inventory.pieces(Optional.of(device.source()))), doctor.readings(device));
    }

    /// By UUID, or by the id that its driver gave it where only one has that.
    private KnownDevice find(String id) {
        var named = JsonBody.parsed(id);
        if (named.isPresent()) {
            return inventory.device(named.get());
        }
        var found = inventory.devices(DeviceQuery.ALL).stream().filter(device -> device.device().equals(id)).toList();
        if (found.size() > 1) {
            throw Problem
                    .conflict("There are %d devices %s, on hosts %s; name one by its uuid.".formatted(found.size(), id,
                            found.stream().map(KnownDevice::host).toList()));
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound(
                        "There is no device " + JsonBody.cut(id) + "; `gantry accelerator doctor` may say why."));
    }

    @Post("/devices/{id}/enable")
    @Consumes(MediaType.ALL)
    void enable(String id) {
        states.enable(find(id).id(), true);
    }

    @Post("/devices/{id}/disable")
    @Consumes(MediaType.ALL)
    void disable(String id) {
        states.enable(find(id).id(), false);
    }

    /// @param bitstream its id
    /// @param part id of the part at its driver; needed where the device has several
    record Programming(@Nullable String bitstream, @Nullable String part) {}

    @Post("/devices/{id}/program")
    Job program(String id, @io.micronaut.http.annotation.Body Programming wanted) throws InterruptedException {
        if (wanted.bitstream() == null) {
            throw Problem.invalid("the field bitstream is missing: the id of a bitstream");
        }
        var parts = inventory.parts(Optional.of(find(id).id()))
                .stream()
                .filter(part -> wanted.part() == null || wanted.part().equals(part.part()))
                .toList();
        if (parts.size() != 1) {
            throw Problem
                    .invalid("say which part: device %s has %d that it may be".formatted(JsonBody.cut(id),
                            parts.size()));
        }
        return bindings.program(parts.getFirst(), wanted.bitstream());
    }

    @Get("/accelerator-findings")
    Map<String, List<Doctor.Finding>> examine(Optional<String> address) throws InterruptedException {
        return Map.of("findings", doctor.examine(address.filter(text -> !text.isEmpty())));
    }
}
