package io.gantry.qemu;

import io.gantry.api.Accounted;
import io.gantry.api.ConsoleLog;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.HypervisorDriver;
import io.gantry.api.MemoryProof;
import io.gantry.api.Migratable;
import io.gantry.api.TrustedPlatform;
import io.gantry.api.guest.Capacity;
import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.GuestStatus;
import io.gantry.api.guest.GuestStatus.State;
import io.gantry.api.secret.Secret;
import io.gantry.api.transfer.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// A compute host on this machine whose guests run on QEMU.
@DriverId(value = "qemu", description = "Runs guests on QEMU, with a TPM on swtpm where they have one.")
public final class QemuHypervisor
        implements
            HypervisorDriver,
            Migratable,
            MemoryProof,
            TrustedPlatform,
            ConsoleLog,
            Accounted {
    /// Of the addresses of guests: `qemu:` and the directory with their sockets.
    public static final String SCHEME = "qemu";

    private final QemuOptions options;
    private final DriverContext context;
    private final Records records;
    private final Machines machines;
    private final RuntimeDirectories runtimes;
    private final Turns turns = new Turns();
    private final ConcurrentMap<String, Secret> secrets = new ConcurrentHashMap<>();

    /// Adopts the guests that still run.
    public QemuHypervisor(QemuOptions options, DriverContext context) {
        this.options = options;
        this.context = context;
        try {
            records = new Records(context.directory().resolve("guests"));
            runtimes = new RuntimeDirectories(options.runtime());
        } catch (IOException e) {
            throw new DriverException(Kind.FAILED,
                    "cannot keep guests in " + context.directory() + ": " + e.getMessage(), e);
        }
        machines = new Machines(options, records, context.threads());
    }

    @Override
    public void define(GuestSpec guest) throws InterruptedException {
        Specs.check(guest);
        turns.change(guest.name(), () -> {
            var known = records.find(guest.name());
            if (known.isPresent() && !known.get().spec().equals(guest)) {
                throw new DriverException(Kind.BUSY,
                        "there is another guest " + guest.name() + " with other values here; remove it first");
            }
            var record = known.orElseGet(() -> new GuestRecord(guest, runtimes.next(), false));
            records.save(record);
            make(record);
        });
    }

    /// A guest that is refused leaves nothing.
    private void make(GuestRecord guest) throws IOException, InterruptedException {
        try {
            Disks.make(guest, records.home(guest));
        } catch (DriverException e) {
            records.forget(guest);
            throw e;
        }
    }

    @Override
    public void start(String guest) throws InterruptedException {
        turns.change(guest, () -> {
            var known = known(guest);
            switch (machines.state(known)) {
                case RUNNING -> forget(guest);
                case STOPPED -> launch(known.committed());
                case PAUSED, ARRIVED, ARRIVING -> throw wrong(known, "started");
            }
        });
    }

    private void launch(GuestRecord guest) throws IOException, InterruptedException {
        records.save(guest);
        try (var secret = secrets.remove(guest.name())) {
            machines.start(guest, Optional.ofNullable(secret));
        }
    }

    @Override
    public void pause(String guest) throws InterruptedException {
        turns.change(guest, () -> machines.talk(alive(guest, "paused", EnumSet.of(State.RUNNING, State.PAUSED)),
                qmp -> qmp.execute("stop")));
    }

    @Override
    public void resume(String guest) throws InterruptedException {
        turns.change(guest, () -> {
            var known = alive(guest, "resumed", EnumSet.of(State.RUNNING, State.PAUSED, State.ARRIVED));
            if (known.incoming()) {
                // First on disk: a guest that runs must never be taken for what an attempt to migrate has left.
                records.save(known.committed());
            }
            machines.talk(known, qmp -> qmp.execute("cont"));
        });
    }

    @Override
    public void stop(String guest) throws InterruptedException {
        turns.change(guest, () -> {
            var known = known(guest);
            machines.end(known);
            records.save(known.committed());
        });
    }

    @Override
    public void remove(String guest) throws InterruptedException {
        turns.change(guest, () -> {
            var known = records.find(guest);
            if (known.isPresent()) {
                machines.end(known.get());
                records.forget(known.get());
            }
            forget(guest);
        });
    }

    private void forget(String guest) {
        var secret = secrets.remove(guest);
        if (secret != null) {
            secret.close();
        }
    }

    @Override
    public List<GuestStatus> guests() throws InterruptedException {
        var guests = new ArrayList<GuestStatus>();
        for (var known : Turns.get("the guests", records::all)) {
            var state = turns.locked(known.name(), () -> machines.state(known));
            guests.add(new GuestStatus(known.name(), state, Map.of()));
        }
        return guests;
    }

    @Override
    public Endpoint source(String guest) throws InterruptedException {
        return turns.locked(guest, () -> endpoint(alive(guest, "moved", EnumSet.of(State.RUNNING, State.PAUSED))));
    }

    @Override
    public Endpoint target(GuestSpec guest) throws InterruptedException {
        Specs.check(guest);
        return turns.locked(guest.name(), () -> {
            var known = records.find(guest.name());
            if (known.isPresent()) {
                throwAway(known.get(), guest);
            }
            var arriving = new GuestRecord(guest, runtimes.next(), true);
            records.save(arriving);
            Disks.makeRoom(arriving, records.home(arriving));
            launch(arriving);
            return endpoint(arriving);
        });
    }

    /// What an earlier attempt left, or a guest that is only defined, makes way.
    private void throwAway(GuestRecord known, GuestSpec coming) throws IOException, InterruptedException {
        var state = machines.state(known);
        if (state == State.RUNNING || state == State.PAUSED) {
            throw wrong(known, "replaced by one that arrives");
        }
        if (!known.incoming() && !known.spec().equals(coming)) {
            throw new DriverException(Kind.BUSY,
                    "another guest " + coming.name() + " is defined here; remove it first");
        }
        machines.end(known);
        records.forget(known);
    }

    private Endpoint endpoint(GuestRecord guest) throws IOException, InterruptedException {
        var home = records.home(guest);
        var details = machines.talk(guest, qmp -> Topology.details(qmp, options, guest, home));
        return new Endpoint(context.instance(), URI.create(SCHEME + ":" + home.runtime().toUri().getRawPath()),
                options.address(), details);
    }

    @Override
    public String memoryDigest(String guest) throws InterruptedException {
        return turns.locked(guest, () -> {
            var known = alive(guest, "digested", EnumSet.of(State.PAUSED, State.ARRIVED));
            return machines.talk(known, qmp -> Digest.of(qmp, known, records.home(known), context.threads()));
        });
    }

    @Override
    public void unlock(String guest, Secret secret) {
        var before = secrets.put(guest, secret);
        if (before != null) {
            before.close();
        }
    }

    @Override
    public String console(String guest, int lines) throws InterruptedException {
        return turns.locked(guest, () -> Tail.of(records.home(known(guest)).console(), lines));
    }

    @Override
    public Capacity capacity() throws InterruptedException {
        return Turns.get("the guests", () -> Room.of(records.all(), context.directory()));
    }

    private GuestRecord known(String guest) throws IOException {
        return records.find(guest)
                .orElseThrow(() -> new DriverException(Kind.INVALID,
                        "there is no guest " + guest + " on " + context.instance()));
    }

    private GuestRecord alive(String guest, String what, Set<State> states) throws IOException, InterruptedException {
        var known = known(guest);
        if (!states.contains(machines.state(known))) {
            throw wrong(known, what);
        }
        return known;
    }

    private DriverException wrong(GuestRecord guest, String what) throws IOException, InterruptedException {
        return new DriverException(Kind.BUSY,
                "guest " + guest.name() + " is " + machines.state(guest) + " and cannot be " + what);
    }

    /// Guests run on.
    @Override
    public void close() {
        secrets.keySet().forEach(this::forget);
    }
}
