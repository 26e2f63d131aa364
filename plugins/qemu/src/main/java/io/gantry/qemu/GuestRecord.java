package io.gantry.qemu;

import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.VirtualDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the driver remembers of a guest.
///
/// @param spec what it is made of
/// @param runtime see [Home#runtime]
/// @param incoming whether it is here only as the target of a migration that is not committed
/// @param running whether it was started and not stopped since
record GuestRecord(GuestSpec spec, Path runtime, boolean incoming, boolean running) {
    String name() {
        return spec.name();
    }

    /// A migration to here is over, and the guest is at home.
    GuestRecord committed() {
        return new GuestRecord(spec, runtime, false, true);
    }

    GuestRecord started() {
        return new GuestRecord(spec, runtime, incoming, true);
    }

    GuestRecord stopped() {
        return new GuestRecord(spec, runtime, false, false);
    }

    Optional<VirtualDevice> device(String id) {
        return spec.devices().stream().filter(device -> device.id().equals(id)).findFirst();
    }

    Optional<VirtualDevice.Tpm> tpm() {
        return all(VirtualDevice.Tpm.class).stream().findFirst();
    }

    <T extends VirtualDevice> List<T> all(Class<T> kind) {
        return spec.devices().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    GuestRecord with(VirtualDevice device) {
        var devices = new ArrayList<>(spec.devices());
        devices.add(device);
        return devices(devices);
    }

    GuestRecord without(String device) {
        return devices(spec.devices().stream().filter(one -> !one.id().equals(device)).toList());
    }

    private GuestRecord devices(List<VirtualDevice> devices) {
        return new GuestRecord(
                new GuestSpec(spec.name(), spec.memoryBytes(), spec.processors(), devices, spec.properties()), runtime,
                incoming, running);
    }
}
