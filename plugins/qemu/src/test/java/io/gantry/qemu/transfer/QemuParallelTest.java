package io.gantry.qemu.transfer;

import io.gantry.api.DriverContext;
import io.gantry.api.guest.GuestSpec;
import io.gantry.qemu.GuestConsole;
import io.gantry.qemu.Installed;
import io.gantry.qemu.QemuHost;
import io.gantry.qemu.QemuHypervisor;
import io.gantry.tck.TransferContract;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(value = "io.gantry.qemu.Installed#mindful", disabledReason = Installed.MINDFUL)
class QemuParallelTest extends TransferContract<QemuParallel, QemuHypervisor> {
    @Override
    protected Class<QemuParallel> driver() {
        return QemuParallel.class;
    }

    @Override
    protected QemuParallel open(DriverContext context) {
        return new QemuParallel(new QemuParallel.Options(4, Settings.Compression.NONE, false, Duration.ofSeconds(20)),
                context);
    }

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
