package io.gantry.accelerator;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.Attachable;
import io.gantry.api.Cleanable;
import io.gantry.api.Programmable;
import io.gantry.api.accelerator.Device;
import io.gantry.base.Problem;
import io.gantry.job.Run;
import io.gantry.plugin.Drivers;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/// Does with devices what jobs want done. A driver that lacks a role needs nothing done; a device that is gone needs nothing taken back.
@Singleton
final class Hands {
    private final Drivers drivers;
    private final Reports reports;
    private final Inventory inventory;
    private final RequestRecords requests;
    private final InventoryRecords records;
    private final Bitstreams bitstreams;
    private final java.time.InstantSource clock;

    Hands(Drivers drivers, Reports reports, Inventory inventory, RequestRecords requests, InventoryRecords records,
            Bitstreams bitstreams, java.time.InstantSource clock) {
        this.drivers = drivers;
        this.reports = reports;
        this.inventory = inventory;
        this.requests = requests;
        this.records = records;
        this.bitstreams = bitstreams;
        this.clock = clock;
    }

    void attach(BindJob job) throws InterruptedException {
        if (has("Attachable", job.source())) {
            drivers.get(Attachable.class, job.source())
                    .call()
                    .attach(present(job.source(), job.device()), piece(job).attachment(), job.piece());
        }
    }

    void detach(BindJob job, Run run) throws InterruptedException {
        var device = left(job, run);
        if (device.isPresent() && has("Attachable", job.source())) {
            drivers.get(Attachable.class, job.source())
                    .call()
                    .detach(device.get(), piece(job).attachment(), job.piece());
        }
    }

    void clean(BindJob job, Run run) throws InterruptedException {
        var device = left(job, run);
        if (device.isPresent() && has("Cleanable", job.source())) {
            drivers.get(Cleanable.class, job.source()).call().clean(device.get(), piece(job).attachment(), run);
        }
    }

    void program(String source, String device, UUID part, String bitstream, Run run) throws InterruptedException {
        var image = bitstreams.file(bitstream);
        var reported = present(source, device);
        var known = records.part(part).orElseThrow(() -> Problem.notFound("There is no deployable " + part + "."));
        var wanted = reported.parts()
                .stream()
                .filter(one -> one.id().equals(known.part()))
                .findFirst()
                .orElseThrow(() -> Problem
                        .conflict("Device %s has no part %s now; look again.".formatted(device, known.part())));
        drivers.get(Programmable.class, source).call().program(reported, wanted, image, run);
        records.programmed(part, bitstream, clock.instant());
        run.event("programmed", Map.of("device", device, "bitstream", bitstream));
    }

    /// Looks what came of it, for whoever asks next.
    void look(String source) {
        inventory.look(source);
    }

    private boolean has(String role, String source) {
        return drivers.get(AcceleratorDriver.class, source).roles().contains(role);
    }

    private Piece piece(BindJob job) {
        return requests.piece(job.piece())
                .orElseThrow(() -> Problem.conflict("The piece %s is no longer known.".formatted(job.piece())));
    }

    private Device present(String source, String id) throws InterruptedException {
        return device(source, id).orElseThrow(() -> Problem.conflict(
                "Device %s of driver instance '%s' is gone; bind to another one.".formatted(id, source)));
    }

    /// The device from which something is to be taken back.
    private Optional<Device> left(BindJob job, Run run) throws InterruptedException {
        Optional<Device> device;
        try {
            device = device(job.source(), job.device());
        } catch (Problem e) {
            if (e.kind() != Problem.Kind.NOT_FOUND) {
                throw e;
            }
            device = Optional.empty();
        }
        if (device.isEmpty()) {
            run.event("vanished", Map.of("device", job.device(), "reason",
                    "the device is gone, so there is nothing to take back or to clean"));
        }
        return device;
    }

    private Optional<Device> device(String source, String id) throws InterruptedException {
        drivers.get(AcceleratorDriver.class, source);
        if (!reports.has(source)) {
            try {
                inventory.ask(source).get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        if (!reports.has(source)) {
            throw new Problem(Problem.Kind.UNAVAILABLE,
                    "Driver instance '" + source
                            + "' does not say which devices there are; `gantry device list` tells why.");
        }
        return reports.device(source, id);
    }
}
