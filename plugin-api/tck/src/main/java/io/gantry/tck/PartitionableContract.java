package io.gantry.tck;

import static io.gantry.tck.ProgrammableContract.first;
import static io.gantry.tck.ProgrammableContract.stranger;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Partitionable;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What holds for every accelerator driver that cuts its devices into parts. The first device it finds must be whole at first.
///
/// @param <D> the driver
public abstract class PartitionableContract<D extends AcceleratorDriver & Partitionable> extends RoleContract<D> {
    /// Into how many parts the first device can be cut at most; at least 2.
    protected abstract int mostParts();

    @Test
    void cutsIntoAsManyDifferentPartsAsWereAskedFor() throws Exception {
        with(driver -> {
            for (var parts : Set.of(1, 2, mostParts())) {
                var device = first(driver);
                var cut = driver.partition(device, parts);
                assertEquals(parts, Set.copyOf(cut).size(), "different parts in " + cut);
                assertEquals(Set.copyOf(cut), Set.copyOf(driver.partition(device, parts)), "asked again for the same");
                assertEquals(Set.copyOf(cut), Set.copyOf(first(driver).attachments()),
                        "what discovery reports of the cut device");
                driver.merge(device);
            }
        });
    }

    @Test
    void wantsADeviceToBeMergedBeforeItIsCutAnew() throws Exception {
        with(driver -> {
            var device = first(driver);
            driver.partition(device, 2);
            refused(Kind.BUSY, "another number of parts", () -> driver.partition(device, 1));
            assertEquals(2, first(driver).attachments().size(), "parts after the refusal");
            driver.merge(device);
            assertEquals(1, driver.partition(device, 1).size(), "parts after merging");
        });
    }

    @Test
    void refusesANumberThatCannotBe() throws Exception {
        with(driver -> {
            var device = first(driver);
            for (var parts : new int[]{mostParts() + 1, 0, -1, Integer.MAX_VALUE}) {
                refused(Kind.INVALID, parts + " parts", () -> driver.partition(device, parts));
            }
            assertEquals(device, first(driver), "after the refusals");
        });
    }

    @Test
    void mergesAgainAndAgainAndRemembersIt() throws Exception {
        with(driver -> {
            var whole = first(driver);
            driver.merge(whole);
            driver.partition(whole, 2);
            driver.merge(whole);
            driver.merge(whole);
            assertEquals(whole, first(driver), "cut and merged");
            driver.partition(whole, 2);
        });
        with(driver -> assertEquals(2, first(driver).attachments().size(), "parts after opening the driver again"));
    }

    @Test
    void refusesADeviceItDoesNotKnow() throws Exception {
        with(driver -> {
            refused(Kind.INVALID, "cutting an unknown device", () -> driver.partition(stranger(), 2));
            refused(Kind.INVALID, "merging an unknown device", () -> driver.merge(stranger()));
        });
    }
}
