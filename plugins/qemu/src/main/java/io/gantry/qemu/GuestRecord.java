package io.gantry.qemu;

import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.VirtualDevice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the driver remembers of a guest.
///
/// @param spec what it is made of
/// @param runtime see [Home#runtime]
/// @param incoming whether it is here only as the target of a migration that is not committed
record GuestRecord(GuestSpec spec, Path runtime, boolean incoming) {
    String name() {
        return spec.name();
    }

    /// A migration to here is over, and the guest is at home.
    GuestRecord committed() {
        return new GuestRecord(spec, runtime, false);
    }

    Optional<VirtualDevice.Tpm> tpm() {
        return all(VirtualDevice.Tpm.class).stream().findFirst();
    }

    <T extends VirtualDevice> List<T> all(Class<T> kind) {
        return spec.devices().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
