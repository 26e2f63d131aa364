package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.api.HardwareDriver;
import io.gantry.api.SoftPower;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What holds for every hardware driver that can ask what runs on a node. On the nodes must run what ends when it is asked to.
///
/// @param <D> the driver
public abstract class SoftPowerContract<D extends HardwareDriver & SoftPower> extends RoleContract<D> {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_AGAIN_MILLIS = 5;

    /// Two different nodes that the driver reaches in this test.
    ///
    /// @param number 1 or 2
    protected abstract Node node(int number);

    @Test
    void aNodeThatIsAskedToEndGoesOffAndNoOtherDoes() throws Exception {
        with(driver -> {
            driver.power(node(1), Power.ON);
            driver.power(node(2), Power.ON);
            driver.shutDown(node(1));
            for (var until = System.nanoTime() + PATIENCE; driver.power(node(1)) == Power.ON
                    && System.nanoTime() < until;) {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            }
            assertEquals(Power.OFF, driver.power(node(1)), "half a minute after it was asked to end");
            assertEquals(Power.ON, driver.power(node(2)), "the other node");
            driver.power(node(1), Power.ON);
            assertEquals(Power.ON, driver.power(node(1)), "started again");
        });
    }

    @Test
    void asksNothingOfANodeThatIsOff() throws Exception {
        with(driver -> {
            driver.power(node(1), Power.OFF);
            driver.shutDown(node(1));
            assertEquals(Power.OFF, driver.power(node(1)), "after it was asked to end");
        });
    }

    @Test
    void anInterruptLeavesPowerAlone() throws Exception {
        with(driver -> {
            driver.power(node(1), Power.ON);
            driver.interrupt(node(1));
            assertEquals(Power.ON, driver.power(node(1)), "after an interrupt");
        });
    }
}
