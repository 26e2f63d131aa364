package io.gantry.tck;

import static io.gantry.tck.ProgrammableContract.first;
import static io.gantry.tck.ProgrammableContract.stranger;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.Cleanable;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.accelerator.Attachment;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What holds for every accelerator driver that cleans its devices. The first device it finds must offer something.
///
/// @param <D> the driver
public abstract class CleanableContract<D extends AcceleratorDriver & Cleanable> extends RoleContract<D> {
    @Test
    void cleansAgainAndAgainAndTellsHowFarItIs() throws Exception {
        with(driver -> {
            var device = first(driver);
            for (var i = 0; i < 2; i++) {
                var steps = new Steps();
                driver.clean(device, device.attachments().getFirst(), steps);
                steps.ended();
            }
            assertEquals(Set.copyOf(device.parts()), Set.copyOf(first(driver).parts()), "the cleaned device");
        });
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        with(driver -> {
            var device = first(driver);
            refused(Kind.INVALID, "an unknown device",
                    () -> driver.clean(stranger(), device.attachments().getFirst(), new Steps()));
            refused(Kind.INVALID, "a piece that the device has not",
                    () -> driver.clean(device, new Attachment.Pci("fffff:ff:1f.7"), new Steps()));
        });
    }
}
