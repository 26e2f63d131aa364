package io.gantry.redfish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.hardware.BootDevice;
import io.gantry.api.hardware.Power;
import io.gantry.lab.redfish.Quirk;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// With every quirk that a controller can be lived with in spite of, all that the driver does works.
class QuirksTest {
    private static final URI ONE = URI.create("http://127.0.0.1:9/one.iso");
    private static final URI OTHER = URI.create("http://127.0.0.1:9/other.iso");

    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = {"STUCK_POWER", "LATE", "GARBAGE", "ENDLESS", "SILENT", "REDIRECT_AWAY"})
    void everythingWorksInSpiteOf(Quirk quirk) throws Exception {
        try (var bench = Bench.of(directory, quirk)) {
            var driver = bench.driver;
            var node = bench.node();
            driver.power(node, Power.OFF);
            driver.insert(node, ONE);
            driver.insert(node, OTHER);
            assertEquals(Optional.of(OTHER), driver.inserted(node));
            driver.bootDevice(node, BootDevice.CDROM, true);
            assertEquals(BootDevice.CDROM, driver.bootDevice(node));
            driver.power(node, Power.ON);
            assertTrue(bench.console().startsWith("start 1 from CDROM: the disc " + OTHER), bench.console());
            assertEquals(BootDevice.DISK, driver.bootDevice(node), "once is over");
            driver.eject(node);
            driver.eject(node);
            assertEquals(Optional.empty(), driver.inserted(node));
            driver.apply(node, Map.of("bios.BootRetries", "9", "secure_boot", "true", "boot_mode", "bios"));
            driver.bootDevice(node, BootDevice.PXE, false);
            for (var start = 2; start <= 3; start++) {
                driver.power(node, Power.OFF);
                driver.power(node, Power.ON);
                assertEquals("start " + start + " from PXE: nothing runs", bench.console());
            }
            var settings = driver.settings(node);
            assertEquals("9 true bios", settings.get("bios.BootRetries") + " " + settings.get("secure_boot") + " "
                    + settings.get("boot_mode"));
            driver.bootDevice(node, BootDevice.DISK, true);
            assertEquals(BootDevice.DISK, driver.bootDevice(node));
            assertEquals(2, driver.inspect(node).addresses().size());
        }
    }

    @Test
    void everythingAtOnce() throws Exception {
        try (var bench = Bench.of(directory, Quirk.ETAG_REQUIRED, Quirk.SETTINGS_OBJECT, Quirk.IN_POST,
                Quirk.SUPERMICRO, Quirk.NO_CONTINUOUS, Quirk.MANAGER_MEDIA, Quirk.MEDIA_PARAMETERS,
                Quirk.STALE_INSERTED, Quirk.BODY_REQUIRED, Quirk.CONFLICT_ON_ON, Quirk.EXPIRING_SESSIONS,
                Quirk.ACTION_INFO, Quirk.TASK_MONITORS)) {
            var node = bench.node();
            bench.driver.insert(node, ONE);
            bench.driver.bootDevice(node, BootDevice.CDROM, false);
            assertEquals(BootDevice.CDROM, bench.driver.bootDevice(node));
            for (var start = 1; start <= 2; start++) {
                bench.driver.power(node, Power.ON);
                assertTrue(bench.console().startsWith("start " + start + " from CDROM"), bench.console());
                bench.driver.power(node, Power.OFF);
            }
            assertEquals(Set.of(BootDevice.DISK, BootDevice.PXE, BootDevice.CDROM, BootDevice.BIOS),
                    bench.driver.bootDevices(node));
        }
    }

    @Test
    void aChoiceThatTheControllerCannotKeepOutlivesTheDriver() throws Exception {
        try (var bench = Bench.of(directory, Quirk.NO_CONTINUOUS)) {
            bench.driver.bootDevice(bench.node(), BootDevice.PXE, false);
            bench.driver.power(bench.node(), Power.ON);
            bench.driver.power(bench.node(), Power.OFF);
        }
        try (var bench = Bench.of(directory, Quirk.NO_CONTINUOUS)) {
            // Known by the controller's address, which is another one now.
            assertEquals(BootDevice.DISK, bench.driver.bootDevice(bench.node()));
        }
    }
}
