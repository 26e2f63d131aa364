package io.gantry.lab.hypervisor;

import io.gantry.api.Accounted;
import io.gantry.api.ConsoleLog;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.HypervisorDriver;
import io.gantry.api.MemoryProof;
import io.gantry.api.Migratable;
import io.gantry.api.Option;
import io.gantry.api.guest.Capacity;
import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.GuestStatus;
import io.gantry.api.guest.GuestStatus.State;
import io.gantry.api.transfer.Endpoint;
import io.gantry.lab.Faults;
import io.gantry.lab.guest.GuestSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A compute host on this machine whose guests are small processes with real memory.
@DriverId(value = "lab-hypervisor", description = "Runs guests that are processes of this machine, for trying out and testing migrations.")
public final class LabHypervisor implements HypervisorDriver, Migratable, MemoryProof, Accounted, ConsoleLog {
    /// @param address where this compute host is reached by others that send or take memory
    /// @param memory where the memory of the guests lies
    /// @param room bytes of memory that this compute host says it has
    /// @param faults see [Faults]
    public record Options(
            @Option(value = "IP address that migrations of guests to and from here go through.", fallback = "127.0.0.1") String address,
            @Option(value = "Directory for the memory of the guests; without it /dev/shm where that has room, else the driver's own directory.", example = "/dev/shm") Optional<Path> memory,
            @Option(value = "Bytes of memory that it says it has for guests; 0 for what the place of their memory has.", fallback = "0", min = "0", example = "1073741824") long room,
            @Option(value = "Faults to make, as CALL:WHAT such as target:unreachable:2x, for the calls guests, target, resume, remove and memory-digest.", example = "[ target:unreachable:2x ]") List<String> faults) {}

    /// Its guests need little of any, so it may say that it has many.
    private static final int PROCESSORS = 64;

    private final Options options;
    private final DriverContext context;
    private final Records records;
    private final Room room;
    private final Processes processes = new Processes();
    private final Guarded guarded = new Guarded();
    private final Faults faults;

    /// Adopts the guests that still run.
    public LabHypervisor(Options options, DriverContext context) {
        this.options = options;
        this.context = context;
        this.faults = new Faults(options.faults(), "guests", "target", "resume", "remove", "memory-digest");
        try {
            records = new Records(context.directory().resolve("guests"));
            room = new Room(options.memory(), context.directory());
        } catch (IOException e) {
            throw new DriverException(Kind.FAILED,
                    "cannot keep guests in " + context.directory() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void define(GuestSpec guest) throws InterruptedException {
        check(guest);
        guarded.change(guest.name(), () -> {
            var known = records.find(guest.name());
            if (known.isEmpty()) {
                records.save(GuestRecord.of(guest, room.take(guest), false));
            } else if (!known.get().is(guest)) {
                throw new DriverException(Kind.BUSY,
                        "there is another guest " + guest.name() + " with other values here; remove it first");
            }
        });
    }

    @Override
    public void start(String guest) throws InterruptedException {
        guarded.change(guest, () -> {
            var known = known(guest);
            switch (processes.status(known).state()) {
                case RUNNING -> {
                }
                case STOPPED -> {
                    records.save(known.committed());
                    processes.start(known.committed());
                }
                case PAUSED, ARRIVED, ARRIVING -> throw wrong(known, "started");
            }
        });
    }

    @Override
    public void pause(String guest) throws InterruptedException {
        guarded.change(guest,
                () -> processes.control(alive(guest, "paused", EnumSet.of(State.RUNNING, State.PAUSED))).pause());
    }

    @Override
    public void resume(String guest) throws InterruptedException {
        faults.strike("resume");
        guarded.change(guest, () -> {
            var known = alive(guest, "resumed", EnumSet.of(State.RUNNING, State.PAUSED, State.ARRIVED));
            // First on disk: a guest that runs must never be taken for what an attempt to migrate has left.
            records.save(known.committed());
            processes.control(known).resume();
        });
    }

    @Override
    public void stop(String guest) throws InterruptedException {
        guarded.change(guest, () -> processes.end(known(guest)));
    }

    @Override
    public void remove(String guest) throws InterruptedException {
        faults.strike("remove");
        guarded.change(guest, () -> {
            var known = records.find(guest);
            if (known.isPresent()) {
                processes.end(known.get());
                records.forget(guest);
            }
        });
    }

    @Override
    public List<GuestStatus> guests() throws InterruptedException {
        faults.strike("guests");
        var guests = new ArrayList<GuestStatus>();
        for (var name : Guarded.get("the guests", records::names)) {
            var known = Guarded.get(name, () -> records.find(name));
            if (known.isPresent()) {
                guests.add(Guarded.get(name, () -> processes.status(known.get())));
            }
        }
        return faults.answer("guests", guests);
    }

    @Override
    public Capacity capacity() throws InterruptedException {
        var promised = 0L;
        var disk = 0L;
        var processors = 0;
        for (var name : Guarded.get("the guests", records::names)) {
            var known = Guarded.get(name, () -> records.find(name));
            promised += known.map(guest -> guest.spec().memoryBytes()).orElse(0L);
            disk += known.map(GuestRecord::diskBytes).orElse(0L);
            processors += known.map(guest -> guest.spec().processors()).orElse(0);
        }
        var memory = options.room() == 0 ? Guarded.get("the memory", room::size) : options.room();
        return new Capacity(PROCESSORS, memory, memory, processors, promised, disk);
    }

    @Override
    public String console(String guest, int lines) throws InterruptedException {
        return guarded.locked(guest, () -> Tail.of(known(guest).directory().log(), lines));
    }

    @Override
    public Endpoint source(String guest) throws InterruptedException {
        return guarded.locked(guest, () -> endpoint(alive(guest, "moved", EnumSet.of(State.RUNNING, State.PAUSED))));
    }

    @Override
    public Endpoint target(GuestSpec guest) throws InterruptedException {
        check(guest);
        faults.strike("target");
        return guarded.locked(guest.name(), () -> {
            var known = records.find(guest.name());
            if (known.isPresent()) {
                throwAway(known.get(), guest);
            }
            var arriving = GuestRecord.of(guest, room.take(guest), true);
            records.save(arriving);
            processes.start(arriving);
            return endpoint(arriving);
        });
    }

    @Override
    public String memoryDigest(String guest) throws InterruptedException {
        faults.strike("memory-digest");
        return guarded.locked(guest,
                () -> Digest.of(alive(guest, "digested", Set.of(State.PAUSED, State.ARRIVED)).directory()));
    }

    private GuestRecord known(String guest) throws IOException {
        return records.find(guest)
                .orElseThrow(() -> new DriverException(Kind.INVALID,
                        "there is no guest " + guest + " on " + context.instance()));
    }

    private GuestRecord alive(String guest, String what, Set<State> states) throws IOException, InterruptedException {
        var known = known(guest);
        if (!states.contains(processes.status(known).state())) {
            throw wrong(known, what);
        }
        return known;
    }

    private DriverException wrong(GuestRecord guest, String what) throws IOException, InterruptedException {
        var state = processes.status(guest).state();
        return new DriverException(Kind.BUSY,
                "guest " + guest.spec().name() + " is " + state + " and cannot be " + what);
    }

    /// What an earlier attempt left, or a guest that is only defined, makes way.
    private void throwAway(GuestRecord known, GuestSpec coming) throws IOException, InterruptedException {
        var state = processes.status(known).state();
        if (state == State.RUNNING || state == State.PAUSED) {
            throw wrong(known, "replaced by one that arrives");
        }
        if (!known.incoming() && !known.is(coming)) {
            throw new DriverException(Kind.BUSY,
                    "another guest " + coming.name() + " is defined here; remove it first");
        }
        processes.end(known);
    }

    private Endpoint endpoint(GuestRecord guest) {
        return new Endpoint(context.instance(), guest.directory().uri(), options.address(), Map.of());
    }

    private static void check(GuestSpec guest) {
        if (!guest.name().matches("[A-Za-z0-9._-]{1,64}")) {
            throw new DriverException(Kind.INVALID, "a guest's name has 1 to 64 letters, digits, '-', '_' and '.'");
        }
        try {
            GuestSettings.of(guest.memoryBytes(), guest.properties());
        } catch (IllegalArgumentException e) {
            throw new DriverException(Kind.INVALID, "guest " + guest.name() + ": " + e.getMessage(), e);
        }
    }
}
