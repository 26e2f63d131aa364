package io.gantry.tck;

import static io.gantry.tck.ProgrammableContract.first;
import static io.gantry.tck.ProgrammableContract.stranger;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Measurable;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/// What holds for every accelerator driver that measures its devices. It must have figures of the first one it finds.
///
/// @param <D> the driver
public abstract class MeasurableContract<D extends AcceleratorDriver & Measurable> extends RoleContract<D> {
    @Test
    void namesEachFigureOnceWithItsUnit() throws Exception {
        with(driver -> {
            var readings = driver.measure(first(driver));
            assertFalse(readings.isEmpty(), "open the driver so that it has figures; else nothing is tested");
            var names = new HashSet<String>();
            for (var reading : readings) {
                assertTrue(reading.name().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), reading + " is not in kebab case");
                assertTrue(names.add(reading.name()), reading + " is there twice");
                assertTrue(Double.isFinite(reading.value()), reading + " is no number");
                assertFalse(reading.unit().isBlank(), reading + " has no unit");
            }
        });
    }

    @Test
    void refusesADeviceItDoesNotKnow() throws Exception {
        with(driver -> refused(Kind.INVALID, "an unknown device", () -> driver.measure(stranger())));
    }
}
