package io.gantry.accelerator;

import io.gantry.accelerator.AcceleratorRequest.State;
import io.gantry.base.Problem;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Gives pieces to requests and hands in the jobs that prepare them, all of it or nothing; and the same on the way back.
@Singleton
class Reservations {
    private static final Set<State> FREE = Set.of(State.INITIAL, State.UNBOUND);
    private static final Set<State> HELD = Set.of(State.BIND_STARTED, State.BOUND, State.BIND_FAILED,
            State.UNBIND_FAILED, State.UNBOUND,
            State.INITIAL);

    private final RequestRecords records;
    private final InventoryRecords inventory;
    private final ProfileRecords profiles;
    private final Jobs jobs;

    Reservations(RequestRecords records, InventoryRecords inventory, ProfileRecords profiles, Jobs jobs) {
        this.records = records;
        this.inventory = inventory;
        this.profiles = profiles;
        this.jobs = jobs;
    }

    /// In the order of the parts, so that two callers never wait for each other.
    @Transactional
    List<Job> bind(Map<AcceleratorRequest, Target> wanted, Instant now) {
        var made = new ArrayList<Job>();
        wanted.entrySet()
                .stream()
                .sorted(Map.Entry.comparingByValue(java.util.Comparator.comparing(Target::part)))
                .forEach(entry -> made.add(bind(entry.getKey(), entry.getValue(), now)));
        return made;
    }

    private Job bind(AcceleratorRequest request, Target target, Instant now) {
        var part = inventory.part(target.part())
                .orElseThrow(() -> Problem
                        .notFound("There is no deployable with the resource provider %s.".formatted(target.part())));
        var group = profiles.find(request.profile()).orElseThrow().groups().get(request.group());
        check(request, group, part, target);
        if (!records.change(request.id(), FREE, State.BIND_STARTED, Optional.empty(), now)) {
            throw Problem.conflict("Accelerator request %s is %s; it can be bound while it is Initial or Unbound."
                    .formatted(request.id(), request.state() == State.UNBINDING
                            ? "still giving back its piece"
                            : request.state().word()));
        }
        var piece = records.reserve(part.id(), request.id())
                .orElseThrow(() -> Problem
                        .conflict("All %d pieces of deployable %s on host %s are in use; nothing was bound."
                                .formatted(part.total(), part.id(), part.owner().host())));
        var bitstream = group.bitstream().filter(id -> !part.bitstream().equals(Optional.of(id)));
        if (bitstream.isPresent() && !records.keepForProgramming(part.owner().id(), request.id())) {
            throw Problem.conflict(
                    "Device %s has to be programmed with %s for accelerator request %s, but somebody else has a piece of it."
                            .formatted(part.owner().device(), bitstream.get(), request.id()));
        }
        records.assign(request.id(), target, piece, now);
        var job = jobs.submit(BindSaga.KIND, request.id().toString(),
                new BindJob(request.id(), piece, part.owner().source(), part.owner().device(), part.id(), bitstream));
        records.job(request.id(), job.id());
        return job;
    }

    private static void check(AcceleratorRequest request, ProfileGroup group, KnownPart part, Target target) {
        if (!part.owner().host().equals(target.host())) {
            throw Problem.invalid("Couldn't apply patch. Reason: resource provider %s is on host %s, not on %s."
                    .formatted(part.id(), part.owner().host(), target.host()));
        }
        group.refusal(part).ifPresent(reason -> {
            throw Problem.conflict("Deployable %s does not fit group %d of device profile %s: %s.".formatted(part.id(),
                    request.group(), request.profileName(), reason));
        });
        if (!part.owner().enabled()) {
            throw Problem.conflict(
                    "Device %s is in maintenance; enable it, or bind to another one.".formatted(part.owner().device()));
        }
        if (part.owner().missing().isPresent()) {
            throw Problem.conflict("Device %s is gone since %s; bind to another one.".formatted(part.owner().device(),
                    part.owner().missing().get()));
        }
    }

    /// Takes the piece back, or just forgets where none is held.
    ///
    /// @param delete whether the request itself is to go
    @Transactional
    Optional<Job> release(AcceleratorRequest request, boolean delete, Instant now) {
        var to = delete ? State.DELETING : State.UNBINDING;
        if (request.state() == State.DELETING || request.state() == State.UNBINDING) {
            if (delete) {
                records.change(request.id(), Set.of(State.UNBINDING), to, Optional.empty(), now);
            }
            return request.job().flatMap(jobs::find);
        }
        if (!records.change(request.id(), HELD, to, Optional.empty(), now)) {
            throw Problem.conflict(
                    "Accelerator request %s has changed meanwhile; look at it again.".formatted(request.id()));
        }
        if (request.piece().isEmpty()) {
            if (delete) {
                records.remove(request.id());
            } else {
                records.unassign(request.id(), State.UNBOUND, now);
            }
            return Optional.empty();
        }
        var piece = request.piece().get();
        var part = inventory.part(request.part().orElseThrow()).orElseThrow();
        var job = jobs.submit(UnbindSaga.KIND, request.id().toString(), new UnbindJob(new BindJob(request.id(), piece,
                part.owner().source(), part.owner().device(), part.id(), Optional.empty()), request.job()));
        records.job(request.id(), job.id());
        return Optional.of(job);
    }

    /// Keeps everybody off the device and hands in the job that programs it.
    @Transactional
    Job program(KnownPart part, String bitstream) {
        var owner = part.owner();
        var job = jobs.submit(ProgramSaga.KIND, owner.id().toString(), new BindJob(part.id(), part.id(), owner.source(),
                owner.device(), part.id(), Optional.of(bitstream)));
        if (!records.keepForProgramming(owner.id(), job.id())) {
            throw Problem.conflict(
                    "Device %s is in use by accelerator requests %s, or is being programmed; take it back first."
                            .formatted(owner.device(), inventory.users(owner.id())));
        }
        return job;
    }
}
