package io.gantry.accelerator;

import io.gantry.accelerator.AcceleratorRequest.State;
import io.gantry.api.accelerator.Attachment;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Gives a guest on one machine all that a profile names, and takes it back; for features that run guests themselves.
@Singleton
public final class Equipment {
    private final RequestRecords records;
    private final Placing placing;
    private final Inventory inventory;
    private final Bindings bindings;
    private final InstantSource clock;

    Equipment(RequestRecords records, Placing placing, Inventory inventory, Bindings bindings, InstantSource clock) {
        this.records = records;
        this.placing = placing;
        this.inventory = inventory;
        this.bindings = bindings;
        this.clock = clock;
    }

    /// Why the machine cannot give all of it now; empty if it can.
    public Optional<String> obstacle(Profile profile, String machine) {
        try {
            choose(profile, machine);
            return Optional.empty();
        } catch (Problem e) {
            return Optional.of(e.detail());
        }
    }

    /// Binds a piece for each request of the profile, or none of them; what the guest has already counts.
    ///
    /// @throws Problem CONFLICT with the reason; UNAVAILABLE while pieces are still being prepared: ask again
    public void give(String project, Profile profile, String machine, String guest) throws InterruptedException {
        var held = records.list(Optional.empty(), Optional.of(guest));
        if (held.isEmpty()) {
            bind(project, profile, machine, guest);
            held = records.list(Optional.empty(), Optional.of(guest));
        }
        for (var request : held) {
            switch (request.state()) {
                case BOUND -> {
                }
                case BIND_STARTED -> throw new Problem(Problem.Kind.UNAVAILABLE,
                        "accelerator request " + request.id() + " is still being bound");
                default -> throw Problem.conflict("accelerator request %s is %s: %s".formatted(request.id(),
                        request.state().word(), request.reason().orElse("no reason given")));
            }
        }
    }

    private void bind(String project, Profile profile, String machine, String guest) throws InterruptedException {
        var parts = choose(profile, machine);
        var wanted = new LinkedHashMap<AcceleratorRequest, Target>();
        var now = now();
        for (var group = 0; group < profile.groups().size(); group++) {
            for (var number = 0; number < profile.groups().get(group).requests(); number++) {
                wanted.put(fresh(project, profile, group, now),
                        new Target(machine, parts.get(group), guest, Optional.empty()));
            }
        }
        records.add(List.copyOf(wanted.keySet()));
        try {
            bindings.bind(wanted);
        } catch (Problem e) {
            bindings.release(List.copyOf(wanted.keySet()), true);
            throw e;
        }
    }

    private static AcceleratorRequest fresh(String project, Profile profile, int group, Instant now) {
        return new AcceleratorRequest(UUID.randomUUID(), project, profile.id(), profile.name(), group, State.INITIAL,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), now, Optional.empty());
    }

    /// A part for each group, in which that group fits whole.
    private List<UUID> choose(Profile profile, String machine) {
        var candidates = placing.explain(profile).stream().filter(one -> one.host().equals(machine)).toList();
        var taken = new HashMap<UUID, Integer>();
        var chosen = new ArrayList<UUID>();
        for (var number = 0; number < profile.groups().size(); number++) {
            var group = number;
            var needed = profile.groups().get(number).requests();
            var part = candidates.stream()
                    .filter(one -> one.group() == group && one.fits())
                    .map(Placing.Candidate::part)
                    .filter(id -> free(id) - taken.getOrDefault(id, 0) >= needed)
                    .findFirst()
                    .orElseThrow(() -> Problem.conflict("machine %s has nothing for group %d of device profile %s%s"
                            .formatted(machine, group, profile.name(), reasons(candidates, group))));
            taken.merge(part, needed, Integer::sum);
            chosen.add(part);
        }
        return chosen;
    }

    private long free(UUID part) {
        var known = inventory.part(part);
        return known.total() - known.used();
    }

    private static String reasons(List<Placing.Candidate> candidates, int group) {
        var why = candidates.stream()
                .filter(one -> one.group() == group)
                .map(one -> one.name() + ": " + one.reason())
                .limit(3)
                .toList();
        return why.isEmpty() ? "" : " (" + String.join("; ", why) + ")";
    }

    /// How the guest gets hold of each of its pieces, in the order in which they were asked for.
    public List<Attachment> of(String guest) {
        return records.list(Optional.empty(), Optional.of(guest))
                .stream()
                .filter(request -> request.state() == State.BOUND)
                .flatMap(request -> request.attachment().stream())
                .toList();
    }

    /// Takes back what the guest has.
    ///
    /// @throws Problem UNAVAILABLE while that goes on: ask again
    public void takeBack(String guest) throws InterruptedException {
        bindings.release(records.list(Optional.empty(), Optional.of(guest)), true);
        var left = records.list(Optional.empty(), Optional.of(guest));
        if (!left.isEmpty()) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "accelerator request %s is %s%s".formatted(
                    left.getFirst().id(), left.getFirst().state().word(),
                    left.getFirst().reason().map(why -> ": " + why).orElse("")));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
