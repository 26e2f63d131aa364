package io.gantry.compute.drain;

import io.gantry.api.HypervisorDriver;
import io.gantry.api.guest.GuestStatus;
import io.gantry.api.guest.VirtualDevice;
import io.gantry.base.Problem;
import io.gantry.compute.ComputeHost;
import io.gantry.compute.GuestEntry;
import io.gantry.compute.GuestStore;
import io.gantry.compute.Hosts;
import io.gantry.plugin.Drivers;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks what is on a host that shall be drained, and which others could take it.
@Singleton
final class Survey {
    private static final long PAGE = 4096;

    private final GuestStore guests;
    private final Hosts hosts;
    private final Drivers drivers;

    Survey(GuestStore guests, Hosts hosts, Drivers drivers) {
        this.guests = guests;
        this.hosts = hosts;
        this.drivers = drivers;
    }

    /// Every guest that Gantry knows on the host.
    List<Leaving> guests(String host) throws InterruptedException {
        var seen = drivers.get(HypervisorDriver.class, host)
                .call()
                .guests()
                .stream()
                .collect(Collectors.toMap(GuestStatus::name, Function.identity()));
        return guests.all()
                .stream()
                .filter(entry -> entry.host().equals(host))
                .map(entry -> leaving(entry, seen.get(entry.name())))
                .toList();
    }

    /// Those that may take guests of the host.
    ///
    /// @param to only these; empty for all
    /// @throws Problem if one of those named cannot
    List<ComputeHost> places(String host, List<String> to) throws InterruptedException {
        for (var name : to) {
            if (name.equals(host)) {
                throw Problem.invalid("to: '" + name + "' is the host that is to be drained");
            }
            hosts.checkOpen(name);
            hosts.show(name).silence().ifPresent(why -> {
                throw new Problem(Problem.Kind.UNAVAILABLE, "compute host '" + name + "' does not answer: " + why);
            });
        }
        return hosts.open()
                .stream()
                .filter(place -> !place.name().equals(host) && (to.isEmpty() || to.contains(place.name())))
                .toList();
    }

    private static Leaving leaving(GuestEntry entry, @Nullable GuestStatus status) {
        var spec = entry.spec();
        var disks = spec.devices()
                .stream()
                .filter(VirtualDevice.Disk.class::isInstance)
                .mapToLong(disk -> ((VirtualDevice.Disk) disk).bytes())
                .sum();
        return new Leaving(entry.name(), spec.memoryBytes(), spec.processors(), disks,
                status == null ? 0 : writes(status.counters()), obstacle(entry, status));
    }

    private static long writes(Map<String, Long> counters) {
        var seconds = Math.max(1, counters.getOrDefault("uptime-ms", 0L) / 1000);
        return counters.containsKey("uptime-ms") ? counters.getOrDefault("writes", 0L) * PAGE / seconds : 0;
    }

    private static Optional<String> obstacle(GuestEntry entry, @Nullable GuestStatus status) {
        if (entry.phase() != GuestEntry.Phase.READY) {
            return Optional.of("it is being " + (entry.phase() == GuestEntry.Phase.DEFINING ? "defined" : "deleted"));
        }
        if (entry.job().isPresent()) {
            return Optional.of("job " + entry.job().get() + " works on it");
        }
        if (status == null) {
            return Optional.of("its host does not know it");
        }
        return status.state() == GuestStatus.State.RUNNING
                ? Optional.empty()
                : Optional.of("it is " + status.state().name().toLowerCase(Locale.ROOT)
                        + "; only a running guest can be moved");
    }
}
