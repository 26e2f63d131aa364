package io.gantry.compute.server;

import io.gantry.accelerator.Equipment;
import io.gantry.accelerator.Profiles;
import io.gantry.api.HypervisorDriver;
import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.VirtualDevice;
import io.gantry.base.Problem;
import io.gantry.compute.NewGuest;
import io.gantry.image.Images;
import io.gantry.plugin.Drivers;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Optional;

/// What the guest of a server is made of: a disk filled with its image, what its flavor says, and pieces of accelerators.
@Singleton
final class Blueprint {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final int SECTOR = 512;

    private final Images images;
    private final Profiles profiles;
    private final Equipment equipment;
    private final Drivers drivers;

    Blueprint(Images images, Profiles profiles, Equipment equipment, Drivers drivers) {
        this.images = images;
        this.profiles = profiles;
        this.equipment = equipment;
        this.drivers = drivers;
    }

    /// Binds what its device profile asks for on the machine that it was placed on; done again, nothing happens.
    void equip(Server server) throws InterruptedException {
        var profile = ExtraSpecs.profile(server.flavor().extra());
        if (profile.isPresent()) {
            equipment.give(server.project(), profiles.named(profile.get()), machine(server), server.guest());
        }
    }

    void giveBack(String server) throws InterruptedException {
        equipment.takeBack(server);
    }

    NewGuest guest(Server server) {
        var flavor = server.flavor();
        var image = images.find(server.image())
                .orElseThrow(() -> Problem.notFound("image %s is gone".formatted(server.image())));
        var devices = new ArrayList<VirtualDevice>();
        devices.add(new VirtualDevice.Disk("root", bytes(flavor, images.diskBytes(image)),
                Optional.of(images.file(image).toUri())));
        ExtraSpecs.tpm(flavor.extra()).ifPresent(devices::add);
        var pieces = equipment.of(server.guest());
        for (var number = 0; number < pieces.size(); number++) {
            devices.add(new VirtualDevice.Accelerator("accel" + number, pieces.get(number)));
        }
        return new NewGuest(server.host().orElseThrow(), new GuestSpec(server.guest(), flavor.memoryMb() * MIB,
                flavor.processors(), devices, ExtraSpecs.properties(flavor.extra())));
    }

    private static long bytes(Flavor flavor, long image) {
        return flavor.diskGb() > 0 ? flavor.diskGb() * GIB : Math.ceilDiv(image, SECTOR) * SECTOR;
    }

    private String machine(Server server) {
        return drivers.get(HypervisorDriver.class, server.host().orElseThrow()).host();
    }
}
