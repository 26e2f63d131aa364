package io.gantry.qemu.transfer;

import io.gantry.api.DriverContext;
import io.gantry.qemu.Installed;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(value = "io.gantry.qemu.Installed#mindful", disabledReason = Installed.MINDFUL)
class QemuParallelTest extends QemuTransferContract<QemuParallel> {
    @Override
    protected Class<QemuParallel> driver() {
        return QemuParallel.class;
    }

    @Override
    protected QemuParallel open(DriverContext context) {
        return new QemuParallel(new QemuParallel.Options(4, Settings.Compression.NONE, false, Duration.ofSeconds(20)),
                context);
    }
}
