package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What holds for every accelerator driver. The driver is to be opened so that it finds at least one device.
///
/// @param <D> the driver
public abstract class AcceleratorContract<D extends AcceleratorDriver> extends DriverContract<D> {
    private static final String ADDRESS = "[0-9a-f]{4,8}:[0-9a-f]{2}:[01][0-9a-f]\\.[0-7]";

    @Test
    void findsSomethingInThisTest() throws Exception {
        with(driver -> assertFalse(driver.discover().isEmpty(),
                "open the driver so that it finds a device; else nothing is tested"));
    }

    @Test
    void reportsEachDeviceOnceAndTheSameOnesEveryTime() throws Exception {
        var before = new HashSet<Device>();
        with(driver -> {
            var devices = driver.discover();
            before.addAll(devices);
            assertEquals(devices.size(), ids(devices).size(), "ids must differ: " + devices);
            assertEquals(before, Set.copyOf(driver.discover()), "a second discovery");
        });
        with(driver -> assertEquals(before, Set.copyOf(driver.discover()),
                "a discovery after opening the driver again"));
    }

    private static Set<String> ids(List<Device> devices) {
        return devices.stream().map(Device::id).collect(Collectors.toSet());
    }

    @Test
    void namesDevicesForPeople() throws Exception {
        with(driver -> driver.discover().forEach(device -> {
            assertTrue(device.id().matches("[!-~]{1,255}"), "id '" + device.id() + "'");
            assertFalse(device.name().isBlank(), device + " has no name");
            assertTrue(device.vendor().matches("[ -~]{1,255}"), "vendor '" + device.vendor() + "' of " + device.id());
            assertTrue(device.product().matches("[ -~]{1,255}"),
                    "product '" + device.product() + "' of " + device.id());
            device.properties().forEach((key, value) -> {
                assertTrue(key.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), "property '" + key + "' is not in kebab case");
                assertFalse(value.isBlank(), "property '" + key + "' says nothing; leave it out");
            });
        }));
    }

    @Test
    void speaksToSchedulingInTheTermsOfPlacement() throws Exception {
        with(driver -> {
            var seen = new HashSet<String>();
            driver.discover().stream().flatMap(device -> device.parts().stream()).forEach(part -> {
                assertTrue(part.id().matches("[!-~]{1,255}"), "id '" + part.id() + "' of a part");
                assertTrue(seen.add(part.id()), "two parts are called " + part.id());
                assertTrue(part.resourceClass().matches("FPGA|PGPU|VGPU|CUSTOM_[A-Z0-9_]{1,248}"),
                        "resource class " + part.resourceClass() + " of " + part.id());
                part.traits()
                        .forEach(trait -> assertTrue(trait.matches("[A-Z][A-Z0-9_]{1,254}"),
                                "trait " + trait + " of " + part.id()));
            });
        });
    }

    @Test
    void offersOnlyWhatCanBeAttachedAndNothingTwice() throws Exception {
        with(driver -> {
            var seen = new HashSet<Object>();
            for (var device : driver.discover()) {
                for (var attachment : device.attachments()) {
                    check(device, attachment, seen);
                }
            }
        });
    }

    private static void check(Device device, Attachment attachment, Set<Object> seen) {
        switch (attachment) {
            case Attachment.Pci(var address, var network) -> {
                assertTrue(address.matches(ADDRESS), "address '" + address + "' of " + device.id());
                network.ifPresent(name -> assertFalse(name.isBlank(), "physical network of " + device.id()));
                assertTrue(seen.add(address), address + " is offered twice");
            }
            case Attachment.Mediated(var parent, var type, var slot) -> {
                assertTrue(parent.matches(ADDRESS), "parent '" + parent + "' of " + device.id());
                assertFalse(type.isBlank(), "type of a mediated device of " + device.id());
                assertTrue(slot >= 0, "slot " + slot + " of " + device.id());
                assertTrue(seen.add(attachment), attachment + " is offered twice");
            }
        }
    }

    @Test
    void saysWhyADeviceIsNotOffered() throws Exception {
        with(driver -> driver.discover().forEach(device -> {
            assertFalse(device.attachments().isEmpty() && device.obstacles().isEmpty(),
                    device.id() + " is not offered, and nobody is told why");
            device.obstacles().forEach(text -> sentence(text, "an obstacle of " + device.id()));
        }));
    }

    @Test
    void answersManyCallersAtOnce() throws Exception {
        with(driver -> {
            var expected = Set.copyOf(driver.discover());
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var tasks = IntStream.range(0, 8).<Callable<List<Device>>>mapToObj(number -> driver::discover).toList();
                for (var result : threads.invokeAll(tasks)) {
                    assertEquals(expected, Set.copyOf(result.get()), "a discovery beside others");
                }
            }
        });
    }
}
