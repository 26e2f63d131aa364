package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DiskAccess;
import io.gantry.api.HardwareDriver;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import java.io.RandomAccessFile;
import org.junit.jupiter.api.Test;

/// What holds for every hardware driver that reaches its nodes' disks from the host.
///
/// @param <D> the driver
public abstract class DiskAccessContract<D extends HardwareDriver & DiskAccess> extends RoleContract<D> {
    private static final byte[] MARK = {'m', 'a', 'r', 'k'};

    /// Two different nodes that the driver reaches in this test.
    ///
    /// @param number 1 or 2
    protected abstract Node node(int number);

    @Test
    void lendsADiskThatIsThereAndCanBeWritten() throws Exception {
        with(driver -> {
            driver.power(node(1), Power.OFF);
            try (var disk = new RandomAccessFile(driver.disk(node(1)).toFile(), "rw")) {
                var size = disk.length();
                assertTrue(size >= 512, "the disk has " + size + " bytes");
                disk.seek(size - MARK.length);
                disk.write(MARK);
                assertEquals(size, disk.length(), "the disk grew");
            }
        });
    }

    @Test
    void lendsTheSameDiskEveryTimeAndEachNodeItsOwn() throws Exception {
        with(driver -> {
            driver.power(node(1), Power.OFF);
            driver.power(node(2), Power.OFF);
            assertNotEquals(driver.disk(node(1)), driver.disk(node(2)), "two nodes share a disk");
            try (var disk = new RandomAccessFile(driver.disk(node(1)).toFile(), "rw")) {
                disk.write(MARK);
            }
            driver.power(node(1), Power.ON);
            driver.power(node(1), Power.OFF);
        });
        with(driver -> {
            try (var disk = new RandomAccessFile(driver.disk(node(1)).toFile(), "r")) {
                var found = new byte[MARK.length];
                disk.readFully(found);
                assertArrayEquals(MARK, found, "what was written is gone after a start of the node and of the driver");
            }
        });
    }
}
