package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.api.HardwareDriver;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import org.junit.jupiter.api.Test;

/// What holds for every hardware driver.
///
/// @param <D> the driver
public abstract class HardwareContract<D extends HardwareDriver> extends DriverContract<D> {
    /// Two different nodes that the driver reaches in this test.
    ///
    /// @param number 1 or 2
    protected abstract Node node(int number);

    @Test
    void switchesANodeOnAndOffAgainAndAgain() throws Exception {
        with(driver -> {
            for (var wanted : new Power[]{Power.ON, Power.ON, Power.OFF, Power.OFF, Power.ON}) {
                driver.power(node(1), wanted);
                assertEquals(wanted, driver.power(node(1)), "right after the call returned");
            }
        });
    }

    @Test
    void switchesNoOtherNode() throws Exception {
        with(driver -> {
            driver.power(node(1), Power.OFF);
            driver.power(node(2), Power.ON);
            assertEquals(Power.OFF, driver.power(node(1)), "node 1 after node 2 was switched on");
            driver.power(node(1), Power.ON);
            driver.power(node(2), Power.OFF);
            assertEquals(Power.ON, driver.power(node(1)), "node 1 after node 2 was switched off");
        });
    }

    @Test
    void leavesPowerAloneWhenItIsClosedAndOpened() throws Exception {
        with(driver -> driver.power(node(1), Power.ON));
        with(driver -> assertEquals(Power.ON, driver.power(node(1)), "after opening the driver again"));
    }
}
