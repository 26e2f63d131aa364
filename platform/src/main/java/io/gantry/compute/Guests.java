package io.gantry.compute;

import io.gantry.api.ConsoleLog;
import io.gantry.api.DriverException;
import io.gantry.api.HypervisorDriver;
import io.gantry.api.Migratable;
import io.gantry.api.TransferStrategy;
import io.gantry.base.Problem;
import io.gantry.compute.GuestEntry.Phase;
import io.gantry.compute.tpm.TpmKeys;
import io.gantry.job.Job;
import io.gantry.plugin.Drivers;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Guests and what can be done with them. While one request changes a guest, or a job works on it, another is refused: a host told to resume
/// a guest that is just moving away would leave two running copies.
@Singleton
public class Guests {
    private final GuestStore store;
    private final LiveGuests live;
    private final Drivers drivers;
    private final Submission submission;
    private final Hosts hosts;
    private final MigrationSettings settings;
    private final TpmKeys tpms;
    private final InstantSource clock;
    private final Set<String> changing = ConcurrentHashMap.newKeySet();

    Guests(GuestStore store, LiveGuests live, Drivers drivers, Submission submission, Hosts hosts,
            MigrationSettings settings, TpmKeys tpms, InstantSource clock) {
        this.store = store;
        this.live = live;
        this.drivers = drivers;
        this.submission = submission;
        this.hosts = hosts;
        this.settings = settings;
        this.tpms = tpms;
        this.clock = clock;
    }

    /// Defines the guest on its host and leaves it stopped. Asked again with the same values it finishes what a crash or a silent host cut
    /// short.
    public Guest create(NewGuest guest) throws InterruptedException {
        return exclusively(guest.name(), () -> {
            var host = drivers.get(HypervisorDriver.class, guest.host()).call();
            if (guest.hasTpm()) {
                tpms.check(guest.host());
            }
            var entry = write(guest);
            if (entry.tpmSecret().isPresent()) {
                tpms.make(entry.tpmSecret().get(), guest.name());
            }
            define(host, entry);
            return show(guest.name());
        });
    }

    /// Every guest with its state, by name.
    public List<Guest> list() throws InterruptedException {
        return live.look(store.all());
    }

    /// One guest with its state.
    public Guest show(String name) throws InterruptedException {
        return live.look(List.of(entry(name))).getFirst();
    }

    public Guest start(String name) throws InterruptedException {
        return exclusively(name, () -> {
            var entry = ready(name);
            if (entry.tpmSecret().isPresent()) {
                tpms.lend(entry.tpmSecret().get(), name, entry.host());
            }
            drivers.get(HypervisorDriver.class, entry.host()).call().start(name);
            return show(name);
        });
    }

    /// Halts the guest with its memory kept.
    public Guest pause(String name) throws InterruptedException {
        return change(name, HypervisorDriver::pause);
    }

    public Guest resume(String name) throws InterruptedException {
        return change(name, HypervisorDriver::resume);
    }

    /// Ends the guest; its memory is gone.
    public Guest stop(String name) throws InterruptedException {
        return change(name, HypervisorDriver::stop);
    }

    /// The end of what the guest wrote to its serial console, where it is now.
    ///
    /// @param lines at most so many; 0 for all that is kept
    /// @throws Problem UNSUPPORTED if its compute host keeps no consoles
    public String console(String name, int lines) throws InterruptedException {
        return drivers.get(ConsoleLog.class, entry(name).host()).call().console(name, lines);
    }

    /// Ends the guest and forgets it.
    public void delete(String name) throws InterruptedException {
        exclusively(name, () -> {
            var entry = free(name);
            store.phase(name, Phase.DELETING, Optional.empty());
            drivers.get(HypervisorDriver.class, entry.host()).call().remove(name);
            forget(entry);
            return name;
        });
    }

    /// As the other; what the wish leaves open is the guest's choice, and then the operator's.
    public Job migrate(String name, MigrationWish wish) throws InterruptedException {
        return migrate(name, wish.of(entry(name).spec(), settings));
    }

    /// Hands in the job that moves the running guest.
    public Job migrate(String name, Migration migration) throws InterruptedException {
        return exclusively(name, () -> {
            var entry = ready(name);
            if (entry.host().equals(migration.target())) {
                throw Problem.conflict("guest '" + name + "' is on '" + entry.host() + "' already");
            }
            drivers.get(Migratable.class, entry.host());
            drivers.get(Migratable.class, migration.target());
            hosts.checkOpen(migration.target());
            migration.strategy().ifPresent(strategy -> drivers.get(TransferStrategy.class, strategy));
            return submission.submit(new Move(OwnProperties.without(entry.spec()), entry.host(), migration));
        });
    }

    /// The secret goes before the entry that leads to it.
    private void forget(GuestEntry entry) throws InterruptedException {
        if (entry.tpmSecret().isPresent()) {
            tpms.forget(entry.tpmSecret().get());
        }
        store.remove(entry.name());
    }

    private GuestEntry write(NewGuest guest) {
        var entry = new GuestEntry(guest.spec(), guest.host(), Phase.DEFINING,
                Optional.empty(), Optional.empty(),
                guest.hasTpm() ? Optional.of(UUID.randomUUID()) : Optional.empty(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        var before = store.find(guest.name());
        if (before.isEmpty()) {
            hosts.checkOpen(guest.host());
            store.add(entry);
            return entry;
        }
        if (before.get().phase() != Phase.DEFINING || !before.get().host().equals(guest.host())
                || !before.get().spec().equals(guest.spec())) {
            throw Problem.conflict("there is a guest '" + guest.name() + "' on '" + before.get().host()
                    + "' already; delete it or choose another name");
        }
        return before.get();
    }

    /// A host that refuses has nothing, so nothing stays written; after any other failure it may have the guest.
    private void define(HypervisorDriver host, GuestEntry guest) throws InterruptedException {
        try {
            host.define(OwnProperties.without(guest.spec()));
            store.phase(guest.name(), Phase.READY, Optional.empty());
        } catch (DriverException e) {
            switch (e.kind()) {
                case INVALID, UNSUPPORTED, BUSY -> forget(guest);
                case UNREACHABLE, FAILED -> store.phase(guest.name(), Phase.DEFINING,
                        Optional.of(e.getMessage() + "; ask for it again with the same values, or delete it"));
            }
            throw e;
        }
    }

    private Guest change(String name, Change change) throws InterruptedException {
        return exclusively(name, () -> {
            change.apply(drivers.get(HypervisorDriver.class, ready(name).host()).call(), name);
            return show(name);
        });
    }

    private GuestEntry ready(String name) {
        var entry = free(name);
        if (entry.phase() != Phase.READY) {
            throw Problem.conflict("guest '" + name + "' is not ready: it is being "
                    + (entry.phase() == Phase.DEFINING ? "defined" : "deleted") + "; finish that first");
        }
        return entry;
    }

    private GuestEntry free(String name) {
        var entry = entry(name);
        if (entry.job().isPresent()) {
            throw Problem.conflict("job " + entry.job().get() + " works on guest '" + name
                    + "'; wait for it, or cancel it first");
        }
        return entry;
    }

    private GuestEntry entry(String name) {
        return store.find(name).orElseThrow(() -> Problem.notFound("there is no guest '" + name + "'"));
    }

    private <T> T exclusively(String name, Work<T> work) throws InterruptedException {
        if (!changing.add(name)) {
            throw Problem.conflict("another request changes guest '" + name + "' just now; look at it and try again");
        }
        try {
            return work.run();
        } finally {
            changing.remove(name);
        }
    }

    private interface Change {
        void apply(HypervisorDriver host, String guest) throws InterruptedException;
    }

    private interface Work<T> {
        T run() throws InterruptedException;
    }
}
