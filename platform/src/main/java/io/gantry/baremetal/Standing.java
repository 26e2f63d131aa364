package io.gantry.baremetal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// What Gantry found out about a node and did with it.
///
/// @param state where it stands
/// @param target where it is on its way to; empty at rest
/// @param since when it got there
/// @param power `power on`, `power off` or `error`; empty if nobody asked yet
/// @param powerTarget to which its power is being switched
/// @param error what went wrong last, for people
/// @param fault `power failure` or `clean failure`, for which Gantry itself has put the node into maintenance
/// @param job that works on it, or worked on it last
/// @param step that runs now
/// @param chosen the deploy interface that was used last
/// @param verdicts of the last choice
/// @param internal what else is told as `driver_internal_info`
public record Standing(ProvisionState state, Optional<ProvisionState> target, Instant since, Optional<String> power,
        Optional<String> powerTarget, Optional<String> error, Optional<String> fault, Optional<UUID> job,
        Optional<NodeStep> step, Optional<String> chosen, List<Verdict> verdicts, Map<String, Object> internal) {
    /// What of [#internal] has a field of its own in the API.
    public static final List<String> TOLD = List.of("inspection_started_at", "inspection_finished_at",
            "allocation_uuid");
    static final String ALLOCATION = "allocation_uuid";
    public static final String POWER_ON = "power on";
    public static final String POWER_OFF = "power off";

    public Standing {
        verdicts = List.copyOf(verdicts);
        internal = Map.copyOf(internal);
    }

    /// Of a node that was just written down.
    static Standing enrolled(Instant now) {
        return new Standing(ProvisionState.ENROLL, Optional.empty(), now, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
                Map.of());
    }

    /// In another state; there is no target any more once it is there.
    Standing at(ProvisionState next, Optional<ProvisionState> wanted, Instant now) {
        return new Standing(next, next.atRest() ? Optional.empty() : wanted, now, power, powerTarget, error, fault, job,
                next.atRest() ? Optional.empty() : step, chosen, verdicts, internal);
    }

    Standing job(UUID id) {
        return new Standing(state, target, since, power, powerTarget, error, fault, Optional.of(id), step, chosen,
                verdicts, internal);
    }

    Standing error(Optional<String> what) {
        return new Standing(state, target, since, power, powerTarget, what, fault, job, step, chosen, verdicts,
                internal);
    }

    Standing fault(Optional<String> what) {
        return new Standing(state, target, since, power, powerTarget, error, what, job, step, chosen, verdicts,
                internal);
    }

    Standing power(Optional<String> now, Optional<String> wanted) {
        return new Standing(state, target, since, now, wanted, error, fault, job, step, chosen, verdicts, internal);
    }

    Standing step(Optional<NodeStep> running) {
        return new Standing(state, target, since, power, powerTarget, error, fault, job, running, chosen, verdicts,
                internal);
    }

    Standing decided(Optional<String> instance, List<Verdict> said) {
        return new Standing(state, target, since, power, powerTarget, error, fault, job, step, instance, said,
                internal);
    }

    /// With another value under that name, or without one.
    Standing internal(String name, Optional<?> value) {
        var all = new TreeMap<>(internal);
        all.remove(name);
        value.ifPresent(some -> all.put(name, some));
        return new Standing(state, target, since, power, powerTarget, error, fault, job, step, chosen, verdicts, all);
    }
}
