package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Programmable;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What holds for every accelerator driver that programs its devices.
///
/// @param <D> the driver
public abstract class ProgrammableContract<D extends AcceleratorDriver & Programmable> extends RoleContract<D> {
    /// Writes an image that belongs on the first part of the first device the driver finds.
    protected abstract Path image(Path directory) throws Exception;

    @Test
    void programsADeviceAgainAndAgainAndTellsHowFarItIs() throws Exception {
        var image = image(directory);
        with(driver -> {
            var device = first(driver);
            for (var i = 0; i < 2; i++) {
                var steps = new Steps();
                driver.program(device, part(device), image, steps);
                steps.ended();
            }
            assertTrue(driver.discover().stream().anyMatch(other -> other.id().equals(device.id())),
                    "the programmed device is gone");
        });
    }

    @Test
    void refusesAnImageThatDoesNotBelongOnTheDeviceAndLeavesItAsItWas() throws Exception {
        var wrong = Files.writeString(directory.resolve("wrong"), "this belongs on no device");
        var image = image(directory);
        with(driver -> {
            driver.program(first(driver), part(first(driver)), image, new Steps());
            var before = first(driver);
            refused(Kind.INVALID, "a wrong image", () -> driver.program(before, part(before), wrong, new Steps()));
            refused(Kind.INVALID, "an empty image",
                    () -> driver.program(before, part(before), Files.createFile(directory.resolve("empty")),
                            new Steps()));
            refused(Kind.INVALID, "an image that is not there",
                    () -> driver.program(before, part(before), directory.resolve("none"), new Steps()));
            assertEquals(before, first(driver), "after refusing an image");
        });
    }

    @Test
    void refusesADeviceItDoesNotKnow() throws Exception {
        var image = image(directory);
        with(driver -> refused(Kind.INVALID, "an unknown device",
                () -> driver.program(stranger(), part(first(driver)), image, new Steps())));
    }

    @Test
    void remembersWhatItProgrammed() throws Exception {
        var image = image(directory);
        var before = new Device[1];
        with(driver -> {
            driver.program(first(driver), part(first(driver)), image, new Steps());
            before[0] = first(driver);
        });
        with(driver -> assertEquals(before[0], assertDoesNotThrow(() -> first(driver)),
                "after opening the driver again"));
    }

    static Device first(AcceleratorDriver driver) throws InterruptedException {
        return driver.discover().getFirst();
    }

    private static Part part(Device device) {
        return device.parts().getFirst();
    }

    static Device stranger() {
        return new Device("fffff:ff:1f.7", Device.Kind.PCI, "ffff", "ffff", "stranger", List.of(), List.of(), Map.of());
    }
}
