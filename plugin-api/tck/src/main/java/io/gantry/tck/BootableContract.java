package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.Bootable;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.HardwareDriver;
import io.gantry.api.hardware.BootDevice;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import org.junit.jupiter.api.Test;

/// What holds for every hardware driver that says what its nodes start from. They must be able to start from their disk and from something else.
///
/// @param <D> the driver
public abstract class BootableContract<D extends HardwareDriver & Bootable> extends RoleContract<D> {
    /// Two different nodes that the driver reaches in this test.
    ///
    /// @param number 1 or 2
    protected abstract Node node(int number);

    private BootDevice other(D driver) throws InterruptedException {
        var devices = driver.bootDevices(node(1));
        assertTrue(devices.contains(BootDevice.DISK) && devices.size() > 1, "a disk and something else: " + devices);
        return devices.stream().filter(device -> device != BootDevice.DISK).sorted().findFirst().orElseThrow();
    }

    private void start(D driver, int number) throws InterruptedException {
        driver.power(node(number), Power.OFF);
        driver.power(node(number), Power.ON);
    }

    @Test
    void startsFromEachOfItsDevicesAgainAndAgain() throws Exception {
        with(driver -> {
            for (var device : driver.bootDevices(node(1))) {
                for (var once : new boolean[]{true, true, false, false}) {
                    driver.bootDevice(node(1), device, once);
                    assertEquals(device, driver.bootDevice(node(1)), "right after the call returned, once: " + once);
                }
            }
        });
    }

    @Test
    void onceIsForOneStartAlone() throws Exception {
        with(driver -> {
            driver.bootDevice(node(1), BootDevice.DISK, false);
            driver.bootDevice(node(1), other(driver), true);
            start(driver, 1);
            assertEquals(BootDevice.DISK, driver.bootDevice(node(1)), "after the one start");
        });
    }

    @Test
    void fromThenOnIsForAllStarts() throws Exception {
        with(driver -> driver.bootDevice(node(1), other(driver), false));
        with(driver -> {
            for (var i = 1; i <= 2; i++) {
                assertEquals(other(driver), driver.bootDevice(node(1)), "before start " + i);
                start(driver, 1);
            }
            driver.bootDevice(node(1), BootDevice.DISK, false);
        });
    }

    @Test
    void changesNoOtherNode() throws Exception {
        with(driver -> {
            driver.bootDevice(node(1), BootDevice.DISK, false);
            driver.bootDevice(node(2), other(driver), false);
            assertEquals(BootDevice.DISK, driver.bootDevice(node(1)), "node 1 after node 2 was told");
            driver.bootDevice(node(2), BootDevice.DISK, false);
        });
    }

    @Test
    void refusesWhatTheNodeDoesNotHave() throws Exception {
        with(driver -> {
            var before = driver.bootDevice(node(1));
            for (var device : BootDevice.values()) {
                if (!driver.bootDevices(node(1)).contains(device)) {
                    refused(Kind.UNSUPPORTED, "a start from " + device, () -> driver.bootDevice(node(1), device, true));
                }
            }
            assertEquals(before, driver.bootDevice(node(1)), "after what was refused");
        });
    }
}
