package io.gantry.qemu.transfer;

import io.gantry.api.DriverContext;
import io.gantry.api.TransferStrategy;
import io.gantry.api.guest.GuestSpec;
import io.gantry.qemu.GuestConsole;
import io.gantry.qemu.QemuHost;
import io.gantry.qemu.QemuHypervisor;
import io.gantry.tck.TransferContract;

/// What holds for both strategies, shown with a guest that says itself whether its memory is as it left it.
///
/// @param <D> the driver
abstract class QemuTransferContract<D extends TransferStrategy> extends TransferContract<D, QemuHypervisor> {
    @Override
    protected QemuHypervisor host(DriverContext context) {
        return QemuHost.open(context);
    }

    @Override
    protected GuestSpec guest() {
        return QemuHost.guest();
    }

    @Override
    protected void settle(QemuHypervisor host) throws Exception {
        QemuHost.awaitBeat(host);
    }

    @Override
    protected void check(QemuHypervisor host) throws Exception {
        try (var console = new GuestConsole(host)) {
            console.check();
        }
    }
}
