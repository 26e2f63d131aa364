package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.HardwareDriver;
import io.gantry.api.Inspectable;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What holds for every hardware driver whose controllers know what their nodes are made of.
///
/// @param <D> the driver
public abstract class InspectableContract<D extends HardwareDriver & Inspectable> extends RoleContract<D> {
    private static final Set<String> NUMBERS = Set.of("cpus", "memory_mb", "local_gb");
    private static final Set<String> KINDS = Set.of("bios", "bmc", "nic", "fan", "temperature", "power", "drive");
    private static final Set<String> HEALTH = Set.of("", "OK", "Warning", "Critical");

    /// Two different nodes that the driver reaches in this test.
    ///
    /// @param number 1 or 2
    protected abstract Node node(int number);

    @Test
    void tellsPropertiesAsTheHostReadsThem() throws Exception {
        with(driver -> {
            var found = driver.inspect(node(1));
            assertFalse(found.properties().isEmpty() && found.components().isEmpty(), "it knows nothing");
            found.properties()
                    .forEach((name, value) -> assertTrue(
                            NUMBERS.contains(name) ? value.matches("[1-9][0-9]*") : !value.isBlank(),
                            name + " is " + value));
        });
    }

    @Test
    void tellsAddressesThatAreNoOtherNodes() throws Exception {
        with(driver -> {
            var addresses = driver.inspect(node(1)).addresses();
            for (var address : addresses) {
                assertTrue(address.matches("([0-9a-f]{2}:){5}[0-9a-f]{2}"), address);
            }
            assertEquals(addresses.size(), Set.copyOf(addresses).size(), "one address twice: " + addresses);
            for (var address : driver.inspect(node(2)).addresses()) {
                assertFalse(addresses.contains(address), address + " is said to be of both nodes");
            }
        });
    }

    @Test
    void namesEachComponentOnce() throws Exception {
        with(driver -> {
            var names = new HashSet<String>();
            for (var component : driver.inspect(node(1)).components()) {
                assertTrue(KINDS.contains(component.kind()), component + " is of no kind that there is");
                assertTrue(!component.name().isBlank() && names.add(component.kind() + "/" + component.name()),
                        component + " has no name of its own");
                assertTrue(HEALTH.contains(component.health()), component + " has a health that there is not");
            }
        });
    }

    @Test
    void looksWithoutSwitchingTheNode() throws Exception {
        with(driver -> {
            for (var power : new Power[]{Power.ON, Power.OFF}) {
                driver.power(node(1), power);
                driver.inspect(node(1));
                assertEquals(power, driver.power(node(1)), "after a look");
            }
        });
    }
}
