package io.gantry.compute.server;

import io.gantry.accelerator.Equipment;
import io.gantry.accelerator.Profiles;
import io.gantry.api.HypervisorDriver;
import io.gantry.api.Migratable;
import io.gantry.api.TrustedPlatform;
import io.gantry.api.guest.Capacity;
import io.gantry.base.Problem;
import io.gantry.compute.ComputeHost;
import io.gantry.compute.Hosts;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Handle;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Chooses the compute host for a server: of those that can have it, the one with the most memory left. What it was given counts from then on,
/// also before its host has heard of it.
@Singleton
final class Placement {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    /// Processors are promised so many times over, memory and disks once.
    private static final int PROCESSOR_RATIO = 16;

    private final Hosts hosts;
    private final Drivers drivers;
    private final ServerRecords records;
    private final Profiles profiles;
    private final Equipment equipment;
    private final InstantSource clock;
    /// Two that are placed at once must not both get the last room.
    private final ReentrantLock placing = new ReentrantLock();

    Placement(Hosts hosts, Drivers drivers, ServerRecords records, Profiles profiles, Equipment equipment,
            InstantSource clock) {
        this.hosts = hosts;
        this.drivers = drivers;
        this.records = records;
        this.profiles = profiles;
        this.equipment = equipment;
        this.clock = clock;
    }

    /// One that may do.
    private record Candidate(String host, long memoryLeft) {}

    /// Chooses a host and writes it down.
    ///
    /// @throws Problem CONFLICT with what stands against each host
    String place(Server server, Optional<String> wanted) throws InterruptedException {
        placing.lockInterruptibly();
        try {
            var all = hosts.list()
                    .stream()
                    .filter(host -> wanted.isEmpty() || wanted.get().equals(host.name()))
                    .toList();
            var host = choose(server, all, false);
            records.placed(server.id(), Optional.of(host), clock.instant().truncatedTo(ChronoUnit.MICROS));
            return host;
        } finally {
            placing.unlock();
        }
    }

    /// A host to which the server could move.
    ///
    /// @throws Problem INVALID with what stands against each host
    String target(Server server) throws InterruptedException {
        var others = hosts.list().stream().filter(host -> !server.host().equals(Optional.of(host.name()))).toList();
        try {
            return choose(server, others, true);
        } catch (Problem e) {
            throw new Problem(e.kind() == Problem.Kind.CONFLICT ? Problem.Kind.INVALID : e.kind(), e.detail(), e);
        }
    }

    private String choose(Server server, List<ComputeHost> all, boolean moving) {
        var handles = drivers.all(HypervisorDriver.class)
                .stream()
                .collect(Collectors.toMap(Handle::instance, Function.identity()));
        var coming = records.underWay();
        var fit = new ArrayList<Candidate>();
        var refusals = new ArrayList<String>();
        for (var host : all) {
            var room = host.capacity().map(one -> with(one, host, server, coming));
            var refusal = obstacle(host)
                    .or(() -> lacks(server, Optional.ofNullable(handles.get(host.name())), moving))
                    .or(() -> room.flatMap(one -> full(server.flavor(), one)));
            refusal.ifPresentOrElse(why -> refusals.add(host.name() + ": " + why),
                    () -> fit.add(new Candidate(host.name(), left(room))));
        }
        return fit.stream()
                .max(Comparator.comparingLong(Candidate::memoryLeft))
                .map(Candidate::host)
                .orElseThrow(() -> Problem.conflict("No valid host was found. "
                        + (refusals.isEmpty() ? "There is no other compute host." : String.join("; ", refusals))));
    }

    private static long left(Optional<Capacity> room) {
        return room.map(one -> one.memoryBytes() - one.promisedMemoryBytes()).orElse(0L);
    }

    private static Optional<String> obstacle(ComputeHost host) {
        return host.state() == ComputeHost.State.ENABLED
                ? host.silence().map(why -> "it does not answer: " + why)
                : Optional.of((host.state() == ComputeHost.State.DRAINING ? "it is being drained" : "it is disabled")
                        + host.reason().map(why -> ": " + why).orElse(""));
    }

    /// What its driver cannot do.
    private Optional<String> lacks(Server server, Optional<Handle<HypervisorDriver>> handle, boolean moving) {
        if (handle.isEmpty()) {
            return Optional.of("its driver is not open");
        }
        var roles = handle.get().roles();
        if (moving && !roles.contains(Migratable.class.getSimpleName())) {
            return Optional.of("guests cannot move there");
        }
        if (server.tpmSecurity().isPresent() && !roles.contains(TrustedPlatform.class.getSimpleName())) {
            return Optional.of("its guests cannot have a TPM");
        }
        return moving
                ? Optional.empty()
                : ExtraSpecs.profile(server.flavor().extra())
                        .flatMap(name -> equipment.obstacle(profiles.named(name), handle.get().host()));
    }

    /// With what was promised to servers that the host has not heard of.
    private static Capacity with(Capacity now, ComputeHost host, Server self, List<Server> coming) {
        var processors = now.promisedProcessors();
        var memory = now.promisedMemoryBytes();
        var disk = now.promisedDiskBytes();
        for (var server : coming) {
            if (server.host().equals(Optional.of(host.name())) && !server.id().equals(self.id())) {
                processors += server.flavor().processors();
                memory += server.flavor().memoryMb() * MIB;
                disk += server.flavor().diskGb() * GIB;
            }
        }
        return new Capacity(now.processors(), now.memoryBytes(), now.diskBytes(), processors, memory, disk);
    }

    private static Optional<String> full(Flavor wanted, Capacity now) {
        return tooFew("MiB of memory", wanted.memoryMb(), (now.memoryBytes() - now.promisedMemoryBytes()) / MIB)
                .or(() -> tooFew("GiB of disk", wanted.diskGb(), (now.diskBytes() - now.promisedDiskBytes()) / GIB))
                .or(() -> tooFew("processors", wanted.processors(),
                        (long) now.processors() * PROCESSOR_RATIO - now.promisedProcessors()));
    }

    private static Optional<String> tooFew(String what, long wanted, long left) {
        return wanted > left
                ? Optional.of("%d %s are wanted, %d are left".formatted(wanted, what, Math.max(0, left)))
                : Optional.empty();
    }
}
