package io.gantry.qemu;

import io.gantry.api.DriverContext;
import io.gantry.api.guest.GuestSpec;
import io.gantry.tck.MemoryProofContract;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(value = "io.gantry.qemu.Installed#all", disabledReason = Installed.HINT)
class ProofTest extends MemoryProofContract<QemuHypervisor> {
    @Override
    protected QemuHypervisor open(DriverContext context) {
        return QemuHost.open(context);
    }

    @Override
    protected GuestSpec guest() {
        return QemuHost.guest();
    }
}
