package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.Diagnosable;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What holds for every accelerator driver that explains what it does not offer.
///
/// @param <D> the driver
public abstract class DiagnosableContract<D extends AcceleratorDriver & Diagnosable> extends RoleContract<D> {
    /// The id of a device that is there, and that the driver does not discover or does not offer.
    protected abstract String hidden();

    @Test
    void saysWhyADeviceIsNotOffered() throws Exception {
        with(driver -> {
            assertFalse(driver.diagnose(hidden()).isEmpty(), "no reason for " + hidden());
            driver.diagnose(hidden()).forEach(reason -> sentence(reason, "a reason for " + hidden()));
        });
    }

    @Test
    void repeatsTheObstaclesOfWhatItDiscovers() throws Exception {
        with(driver -> {
            for (var device : driver.discover()) {
                assertTrue(driver.diagnose(device.id()).containsAll(device.obstacles()), "reasons for " + device.id());
            }
        });
    }

    @Test
    void saysNothingOfWhatItDoesNotKnow() throws Exception {
        with(driver -> {
            for (var id : List.of("fffff:ff:1f.7", "", "../../etc", "no such thing")) {
                assertEquals(List.of(), driver.diagnose(id), "reasons for '" + id + "'");
            }
        });
    }
}
