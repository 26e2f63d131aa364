package io.gantry.accelerator;

import io.gantry.api.Diagnosable;
import io.gantry.api.DriverException;
import io.gantry.api.Measurable;
import io.gantry.api.accelerator.Reading;
import io.gantry.plugin.Drivers;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says why a device is not offered: what its drivers say of it, and what the host knows.
@Singleton
public final class Doctor {
    private static final int LONGEST = 255;

    private final Drivers drivers;
    private final Inventory inventory;
    private final Reports reports;

    Doctor(Drivers drivers, Inventory inventory, Reports reports) {
        this.drivers = drivers;
        this.inventory = inventory;
        this.reports = reports;
    }

    /// One reason.
    ///
    /// @param instance whose; empty if it is the host's
    /// @param device its id at that instance; empty if it is about all of them
    /// @param detail one sentence with what to do
    public record Finding(String instance, String device, String detail) {}

    /// What is wrong with the device at that address, or everywhere.
    ///
    /// @param address empty for everything that is known
    public List<Finding> examine(Optional<String> address) throws InterruptedException {
        inventory.complete(Optional.empty());
        var found = new ArrayList<Finding>();
        for (var source : inventory.sources()) {
            source.stale()
                    .ifPresent(stale -> found.add(new Finding(source.name(), "",
                            "It does not answer since " + stale.since() + ", what is known of its devices is older: "
                                    + stale.cause())));
        }
        var devices = inventory.devices(DeviceQuery.ALL)
                .stream()
                .filter(device -> address.isEmpty() || device.device().equals(address.get())
                        || device.id().toString().equals(address.get()))
                .toList();
        devices.forEach(device -> known(device, found));
        if (address.isPresent() && address.get().length() <= LONGEST) {
            diagnose(devices.isEmpty() ? address.get() : devices.getFirst().device(), found);
            if (devices.isEmpty() && found.stream().noneMatch(one -> !one.device().isEmpty())) {
                found.add(new Finding("", address.get(),
                        "No driver instance knows it: look for a typing error, and in the operator's file for a driver of its kind."));
            }
        }
        return found.stream().distinct().toList();
    }

    private static void known(KnownDevice device, List<Finding> found) {
        device.obstacles().forEach(obstacle -> found.add(new Finding(device.source(), device.device(), obstacle)));
        device.missing()
                .ifPresent(since -> found.add(new Finding(device.source(), device.device(),
                        "It is gone since " + since
                                + " although somebody has a piece of it; put it back, or take the piece back.")));
        if (!device.enabled()) {
            found.add(new Finding(device.source(), device.device(),
                    "It is in maintenance; `gantry device enable` ends that."));
        }
    }

    private void diagnose(String id, List<Finding> found) throws InterruptedException {
        for (var handle : drivers.all(Diagnosable.class)) {
            try {
                handle.call().diagnose(id).forEach(reason -> found.add(new Finding(handle.instance(), id, reason)));
            } catch (DriverException e) {
                found.add(new Finding(handle.instance(), "", String.valueOf(e.getMessage())));
            }
        }
    }

    /// The figures of a device now; empty if its driver reads none, or cannot now.
    public List<Reading> readings(KnownDevice device) throws InterruptedException {
        var report = reports.device(device.source(), device.device());
        var measurable = drivers.all(Measurable.class)
                .stream()
                .filter(handle -> handle.instance().equals(device.source()))
                .findFirst();
        if (report.isEmpty() || measurable.isEmpty()) {
            return List.of();
        }
        try {
            return measurable.get().call().measure(report.get());
        } catch (DriverException e) {
            return List.of();
        }
    }
}
