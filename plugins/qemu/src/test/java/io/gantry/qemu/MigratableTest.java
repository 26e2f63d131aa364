package io.gantry.qemu;

import io.gantry.api.DriverContext;
import io.gantry.api.guest.GuestSpec;
import io.gantry.tck.MigratableContract;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(value = "io.gantry.qemu.Installed#all", disabledReason = Installed.HINT)
class MigratableTest extends MigratableContract<QemuHypervisor> {
    @Override
    protected QemuHypervisor open(DriverContext context) {
        return QemuHost.open(context);
    }

    @Override
    protected GuestSpec guest() {
        return QemuHost.guest();
    }
}
