package io.gantry.tck;

import static io.gantry.tck.ProgrammableContract.first;
import static io.gantry.tck.ProgrammableContract.stranger;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.Attachable;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What holds for every accelerator driver that prepares its devices for guests. The first device it finds must offer something.
///
/// @param <D> the driver
public abstract class AttachableContract<D extends AcceleratorDriver & Attachable> extends RoleContract<D> {
    private static final UUID HANDLE = new UUID(0x4000, 0x8000000000000001L);

    private static Attachment piece(Device device) {
        return device.attachments().getFirst();
    }

    @Test
    void attachesAgainAndAgainAndRemembersItWhileSchedulingSeesNoDifference() throws Exception {
        var before = List.copyOf(found());
        with(driver -> {
            var device = first(driver);
            for (var i = 0; i < 2; i++) {
                driver.attach(device, piece(device), HANDLE);
                assertEquals(Set.copyOf(before.getFirst().parts()), Set.copyOf(first(driver).parts()),
                        "the parts while one is attached");
            }
        });
        with(driver -> driver.attach(first(driver), piece(before.getFirst()), HANDLE));
        with(driver -> {
            for (var i = 0; i < 2; i++) {
                driver.detach(first(driver), piece(before.getFirst()), HANDLE);
            }
        });
        assertEquals(Set.copyOf(before), Set.copyOf(found()), "after detaching");
    }

    @Test
    void detachesWhatWasNeverAttached() throws Exception {
        var before = found();
        with(driver -> driver.detach(first(driver), piece(first(driver)), HANDLE));
        assertEquals(Set.copyOf(before), Set.copyOf(found()), "after detaching");
    }

    @Test
    void attachesTheSamePieceToOneAfterAnother() throws Exception {
        with(driver -> {
            var device = first(driver);
            for (var number = 1; number <= 3; number++) {
                var handle = new UUID(0x4000, 0x8000000000000010L + number);
                driver.attach(device, piece(device), handle);
                driver.detach(device, piece(device), handle);
            }
        });
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        with(driver -> {
            var device = first(driver);
            var foreign = new Attachment.Pci("fffff:ff:1f.7");
            refused(Kind.INVALID, "an unknown device", () -> driver.attach(stranger(), piece(device), HANDLE));
            refused(Kind.INVALID, "a piece that the device has not", () -> driver.attach(device, foreign, HANDLE));
        });
    }

    private List<Device> found() throws Exception {
        try (var driver = open()) {
            return driver.discover();
        }
    }
}
