package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.gantry.api.Configurable;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.HardwareDriver;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What holds for every hardware driver that sets what its nodes' firmware is told.
///
/// @param <D> the driver
public abstract class ConfigurableContract<D extends HardwareDriver & Configurable> extends RoleContract<D> {
    /// Two different nodes that the driver reaches in this test.
    ///
    /// @param number 1 or 2
    protected abstract Node node(int number);

    /// The name of a setting that both nodes have.
    protected abstract String setting();

    /// Two values that it takes.
    protected abstract List<String> values();

    private Map<String, String> apply(D driver, int number, String value) throws InterruptedException {
        driver.apply(node(number), Map.of(setting(), value));
        return start(driver, number);
    }

    private Map<String, String> start(D driver, int number) throws InterruptedException {
        driver.power(node(number), Power.OFF);
        driver.power(node(number), Power.ON);
        return driver.settings(node(number));
    }

    @Test
    void holdsFromTheNextStartOnAndLeavesTheOthers() throws Exception {
        assertNotEquals(values().getFirst(), values().getLast(), "give two values; else nothing is tested");
        with(driver -> {
            var expected = new HashMap<>(driver.settings(node(1)));
            for (var index : new int[]{0, 1, 1, 0}) {
                expected.put(setting(), values().get(index));
                assertEquals(expected, apply(driver, 1, values().get(index)), "after a start");
            }
        });
    }

    @Test
    void tellsNoOtherNode() throws Exception {
        with(driver -> {
            apply(driver, 1, values().getFirst());
            apply(driver, 2, values().getLast());
            assertEquals(values().getFirst(), start(driver, 1).get(setting()), "node 1 after node 2 was told");
        });
    }

    @Test
    void setsNothingIfANameIsUnknown() throws Exception {
        with(driver -> {
            var before = apply(driver, 1, values().getFirst());
            var wrong = Map.of(setting(), values().getLast(), "bios.NoSuchSettingAnywhere", "1");
            refused(Kind.INVALID, "an unknown setting", () -> driver.apply(node(1), wrong));
            assertEquals(before, start(driver, 1), "after what was refused");
        });
    }
}
