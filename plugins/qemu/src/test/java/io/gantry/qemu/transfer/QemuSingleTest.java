package io.gantry.qemu.transfer;

import io.gantry.api.DriverContext;
import io.gantry.qemu.Installed;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(value = "io.gantry.qemu.Installed#mindful", disabledReason = Installed.MINDFUL)
class QemuSingleTest extends QemuTransferContract<QemuSingle> {
    @Override
    protected Class<QemuSingle> driver() {
        return QemuSingle.class;
    }

    @Override
    protected QemuSingle open(DriverContext context) {
        return new QemuSingle(new QemuSingle.Options(false, Duration.ofSeconds(20)), context);
    }
}
