package io.gantry.compute;

import io.gantry.api.HypervisorDriver;
import io.gantry.base.Problem;
import io.gantry.base.Suggestion;
import io.gantry.compute.ComputeHost.State;
import io.gantry.compute.HostStore.Standing;
import io.gantry.plugin.InstanceStatus;
import io.gantry.plugin.Instances;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The compute hosts, and which of them take guests.
@Singleton
public class Hosts {
    private static final int LONGEST_REASON = 500;

    private final Instances instances;
    private final HostStore store;
    private final GuestStore guests;
    private final Rooms rooms;

    Hosts(Instances instances, HostStore store, GuestStore guests, Rooms rooms) {
        this.instances = instances;
        this.store = store;
        this.guests = guests;
        this.rooms = rooms;
    }

    /// Every hypervisor instance in the order of the operator's file, each asked for its room at the same time.
    public List<ComputeHost> list() throws InterruptedException {
        return look(instances.list());
    }

    /// Those on which a guest may be placed now: enabled, and answering.
    public List<ComputeHost> open() throws InterruptedException {
        return list().stream().filter(ComputeHost::open).toList();
    }

    /// @throws Problem NOT_FOUND if there is no such compute host
    public ComputeHost show(String name) throws InterruptedException {
        check(name);
        return look(instances.list().stream().filter(status -> status.name().equals(name)).toList()).getFirst();
    }

    /// Lets guests be placed there again.
    public ComputeHost enable(String name) throws InterruptedException {
        return settle(name, Standing.ENABLED);
    }

    /// Lets no more guests be placed there; those that are there run on.
    ///
    /// @param reason for people; empty for none
    public ComputeHost disable(String name, Optional<String> reason) throws InterruptedException {
        if (reason.filter(text -> text.length() > LONGEST_REASON).isPresent()) {
            throw Problem.invalid("reason: is longer than " + LONGEST_REASON + " characters");
        }
        return settle(name, new Standing(State.DISABLED, reason));
    }

    /// Refuses to place a guest on a host that takes none.
    ///
    /// @throws Problem CONFLICT with the reason
    public void checkOpen(String name) {
        var standing = store.find(name);
        if (standing.state() != State.ENABLED) {
            throw Problem.conflict("compute host '" + name + "' takes no guests, it is "
                    + (standing.state() == State.DRAINING ? "being drained" : "disabled")
                    + standing.reason().map(reason -> ": " + reason).orElse("")
                    + "; enable it, or choose another host");
        }
    }

    private ComputeHost settle(String name, Standing standing) throws InterruptedException {
        check(name);
        if (store.find(name).state() == State.DRAINING) {
            throw Problem.conflict("compute host '" + name + "' is being drained; cancel that job first");
        }
        store.put(name, standing);
        return show(name);
    }

    /// @throws Problem NOT_FOUND if there is no such compute host
    void check(String name) {
        var known = instances.list().stream().filter(Hosts::hypervisor).map(InstanceStatus::name).toList();
        if (!known.contains(name)) {
            throw Problem.notFound("there is no compute host '" + name + "'" + Suggestion.text(name, known));
        }
    }

    private List<ComputeHost> look(List<InstanceStatus> statuses) throws InterruptedException {
        var hosts = statuses.stream().filter(Hosts::hypervisor).toList();
        var answers = rooms.ask(hosts);
        var standings = store.all();
        var count = guests.all()
                .stream()
                .map(GuestEntry::host)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return hosts.stream().map(InstanceStatus::name).map(name -> {
            var standing = standings.getOrDefault(name, Standing.ENABLED);
            var room = answers.getOrDefault(name, Rooms.Room.UNASKED);
            return new ComputeHost(name, standing.state(), standing.reason(), room.silence(), room.capacity(),
                    Math.toIntExact(count.getOrDefault(name, 0L)));
        }).toList();
    }

    private static boolean hypervisor(InstanceStatus status) {
        return status.kind().equals(HypervisorDriver.class.getSimpleName());
    }
}
