package io.gantry.qemu;

import io.gantry.api.DriverContext;
import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.VirtualDevice;
import io.gantry.qemu.QemuOptions.Emulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compute hosts and guests as the tests want them.
public final class QemuHost {
    /// Name of the guest.
    public static final String GUEST = "g";

    private QemuHost() {}

    /// A compute host that emulates, which works everywhere.
    public static QemuHypervisor open(DriverContext context) {
        return new QemuHypervisor(new QemuOptions("127.0.0.1", Installed.program(), "q35", "qemu64", Emulation.TCG,
                List.of(), Optional.empty(), Duration.ofSeconds(20)), context);
    }

    /// A small guest that writes.
    public static GuestSpec guest(VirtualDevice... devices) {
        return guest("fill=8 dirty=4 rate=20 beat=20", devices);
    }

    /// Returns when the guest has started. Emulated, it must not be moved before: QEMU below 9.0 then loses what a kernel that starts writes meanwhile.
    public static void awaitBeat(QemuHypervisor host) throws InterruptedException {
        await(host, "\nBEAT ");
    }

    /// Returns when that stands on the guest's console.
    public static void await(QemuHypervisor host, String text) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!host.console(GUEST, 0).contains(text)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no '" + text.strip() + "' within a minute: " + host.console(GUEST, 20));
            }
            Thread.sleep(20);
        }
    }

    /// @param settings of the sample guest
    public static GuestSpec guest(String settings, VirtualDevice... devices) {
        return new GuestSpec(GUEST, 128 << 20, 1, new ArrayList<>(List.of(devices)), Map.of("sample", settings));
    }
}
