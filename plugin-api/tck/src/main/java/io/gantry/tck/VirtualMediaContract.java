package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.api.DriverException.Kind;
import io.gantry.api.HardwareDriver;
import io.gantry.api.VirtualMedia;
import io.gantry.api.hardware.Node;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What holds for every hardware driver that shows its nodes discs.
///
/// @param <D> the driver
public abstract class VirtualMediaContract<D extends HardwareDriver & VirtualMedia> extends RoleContract<D> {
    /// Two different nodes that the driver reaches in this test.
    ///
    /// @param number 1 or 2
    protected abstract Node node(int number);

    /// A disc that the nodes' controllers take; they need not be able to read it unless they look at once.
    ///
    /// @param number 1 or 2
    protected URI disc(int number) {
        return URI.create("http://127.0.0.1:9/disc-" + number + ".iso");
    }

    @Test
    void showsTheLastDiscThatWasInserted() throws Exception {
        with(driver -> {
            for (var number : new int[]{1, 1, 2, 1}) {
                driver.insert(node(1), disc(number));
                assertEquals(Optional.of(disc(number)), driver.inserted(node(1)), "right after the call returned");
            }
        });
        with(driver -> assertEquals(Optional.of(disc(1)), driver.inserted(node(1)), "after opening the driver again"));
    }

    @Test
    void ejectsAgainAndAgain() throws Exception {
        with(driver -> {
            driver.insert(node(1), disc(1));
            for (var i = 0; i < 2; i++) {
                driver.eject(node(1));
                assertEquals(Optional.empty(), driver.inserted(node(1)), "right after ejecting");
            }
        });
    }

    @Test
    void showsNoOtherNodeThatDisc() throws Exception {
        with(driver -> {
            driver.eject(node(2));
            driver.insert(node(1), disc(1));
            assertEquals(Optional.empty(), driver.inserted(node(2)), "node 2 after node 1 got a disc");
            driver.insert(node(2), disc(2));
            driver.eject(node(2));
            assertEquals(Optional.of(disc(1)), driver.inserted(node(1)), "node 1 after node 2's was ejected");
        });
    }

    @Test
    void refusesWhatNoControllerCanRead() throws Exception {
        with(driver -> {
            driver.insert(node(1), disc(1));
            refused(Kind.INVALID, "a file of the host",
                    () -> driver.insert(node(1), URI.create("file:///etc/hostname")));
            assertEquals(Optional.of(disc(1)), driver.inserted(node(1)), "after what was refused");
        });
    }
}
