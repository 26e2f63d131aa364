package io.gantry.accelerator;

import io.gantry.accelerator.AcceleratorRequest.State;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Accelerators that projects asked for. Nobody but its project, an administrator and the services of the cloud learns of a request.
@Singleton
public final class Requests {
    private final RequestRecords records;
    private final InstantSource clock;

    Requests(RequestRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /// One request for each accelerator that the profile names.
    ///
    /// @param only this group of it; empty for all
    public List<AcceleratorRequest> create(Caller caller, Profile profile, Optional<Integer> only) {
        var project = caller.project();
        if (only.isPresent() && (only.get() < 0 || only.get() >= profile.groups().size())) {
            throw Problem.invalid(
                    "Device profile %s has no group %d; its groups are 0 to %d.".formatted(profile.name(), only.get(),
                            profile.groups().size() - 1));
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var made = new ArrayList<AcceleratorRequest>();
        for (var group = 0; group < profile.groups().size(); group++) {
            for (var number = 0; number < profile.groups().get(group).requests()
                    && (only.isEmpty() || only.get() == group); number++) {
                made.add(new AcceleratorRequest(UUID.randomUUID(), project, profile.id(), profile.name(), group,
                        State.INITIAL,
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.empty(), Optional.empty(), now, Optional.empty()));
            }
        }
        records.add(made);
        return made;
    }

    /// The oldest first.
    ///
    /// @param instance only those bound for it; empty for all
    public List<AcceleratorRequest> list(Caller caller, Optional<String> instance) {
        return everybodys(caller)
                ? records.list(Optional.empty(), instance)
                : records.list(Optional.of(caller.project()), instance);
    }

    /// @throws Problem NOT_FOUND for one of another project too
    public AcceleratorRequest find(Caller caller, UUID id) {
        return records.find(id)
                .filter(request -> everybodys(caller) || request.project().equals(caller.project()))
                .orElseThrow(() -> Problem.notFound("There is no accelerator request " + id + "."));
    }

    /// The pieces that a guest is started with.
    public List<GuestDevice> guestDevices(String instance) {
        return records.list(Optional.empty(), Optional.of(instance))
                .stream()
                .flatMap(one -> one.guestDevice().stream())
                .toList();
    }

    /// Those that have a piece of the part.
    public List<AcceleratorRequest> holding(UUID part) {
        return held(records.ofPart(part));
    }

    /// Those that have a piece for the guest.
    public List<AcceleratorRequest> holding(String instance) {
        return held(records.list(Optional.empty(), Optional.of(instance)));
    }

    /// Those of a project that have a piece.
    public List<AcceleratorRequest> holdingOf(String project) {
        return held(records.list(Optional.of(project), Optional.empty()));
    }

    private static List<AcceleratorRequest> held(List<AcceleratorRequest> all) {
        return all.stream().filter(request -> request.piece().isPresent() && request.part().isPresent()).toList();
    }

    private static boolean everybodys(Caller caller) {
        return caller.has("admin") || caller.has("service");
    }
}
